import json
from pathlib import Path

SITENAME = "Letters"
SITEURL = ""
PATH = "content"
OUTPUT_PATH = "out"
THEME = "theme"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
RELATIVE_URLS = False
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DEFAULT_PAGINATION = False
DIRECT_TEMPLATES = ["index"]
ARTICLE_URL = "letters/{slug}/"
ARTICLE_SAVE_AS = "letters/{slug}/index.html"
TAG_URL = "persons/{slug}/"
TAG_SAVE_AS = "persons/{slug}/index.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = ""
MARKDOWN = {
    "extensions": ["markdown.extensions.footnotes", "markdown.extensions.meta"],
    "output_format": "html5",
}
PERSONS = json.loads(Path("persons.json").read_text("utf-8"))

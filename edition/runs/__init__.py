"""What the pipeline is run for: to build a site, to publish a version, to validate the TEI."""

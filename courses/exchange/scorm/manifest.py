"""The manifest of a SCORM 1.2 package."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from lms.core.exchange import Content

CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
LOCATION = f"{CP} imscp_rootv1p1p2.xsd {ADL} adlcp_rootv1p2.xsd"


def manifest(content: Content, files: Iterable[str]) -> bytes:
    """``imsmanifest.xml``: one course, one thing to open, and every file that belongs to it."""
    # Prefixes are written out: several platforms look for “adlcp:scormtype”, letter for letter.
    root = Element("manifest", identifier=f"lernlotse-{content.key}", version=str(content.version or 1), xmlns=CP)
    root.set("xmlns:adlcp", ADL)
    root.set("xmlns:xsi", XSI)
    root.set("xsi:schemaLocation", LOCATION)
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "ADL SCORM"
    SubElement(metadata, "schemaversion").text = "1.2"
    organizations = SubElement(root, "organizations", default="course")
    organization = SubElement(organizations, "organization", identifier="course")
    SubElement(organization, "title").text = content.title
    item = SubElement(organization, "item", identifier="item", identifierref="page", isvisible="true")
    SubElement(item, "title").text = content.title
    resources = SubElement(root, "resources")
    attributes = {"identifier": "page", "type": "webcontent", "adlcp:scormtype": "sco", "href": "index.html"}
    resource = SubElement(resources, "resource", attributes)
    for path in files:
        SubElement(resource, "file", href=quote(path))
    indent(root)
    written: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written

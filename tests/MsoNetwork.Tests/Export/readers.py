"""Reads a file with what others read files with, and says what is in it, as JSON.

   python3 readers.py openpyxl|networkx|igraph FILE
"""
import json
import sys


def openpyxl(path):
    import openpyxl as reader

    book = reader.load_workbook(path)
    return {
        sheet.title: {
            "rows": [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)],
            "frozen": sheet.freeze_panes,
            "filter": sheet.auto_filter.ref,
            "widths": [sheet.column_dimensions[letter].width for letter in sheet.column_dimensions],
        }
        for sheet in book.worksheets
    }


def networkx(path):
    import networkx as reader

    graph = reader.read_gexf(path) if path.endswith(".gexf") else reader.read_graphml(path)
    return {
        "directed": graph.is_directed(),
        "nodes": {node: values for node, values in graph.nodes(data=True)},
        "edges": [{"from": start, "to": end, **values} for start, end, values in graph.edges(data=True)],
    }


def igraph(path):
    import igraph as reader

    graph = reader.Graph.Read_GraphML(path)
    return {
        "directed": graph.is_directed(),
        "nodes": {node["id"]: {**node.attributes()} for node in graph.vs},
        "edges": [
            {**edge.attributes(), "from": graph.vs[edge.source]["id"], "to": graph.vs[edge.target]["id"]} for edge in graph.es
        ],
    }


print(json.dumps({"openpyxl": openpyxl, "networkx": networkx, "igraph": igraph}[sys.argv[1]](sys.argv[2])))

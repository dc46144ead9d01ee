namespace MsoNetwork.Search;

/// <summary>Where in a document a word stands, the weightiest first.</summary>
public enum MatchField
{
    Title,
    OtherTitle,
    Keyword,
    Place,
    Body,
}

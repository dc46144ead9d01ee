using System.Text.RegularExpressions;
using MsoNetwork.Export;
using MsoNetwork.Import;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Organisations.Merging;
using MsoNetwork.OrganisationSearch;

namespace MsoNetwork.Tests.Organisations;

/// <summary>
/// Every statement and header that is made from the list of an organisation's fields, as it was written by hand before: Golden/*.txt.
/// After a wanted change: MSONET_UPDATE_GOLDEN=1 deploy/test.
/// </summary>
public sealed partial class FieldTextsTests
{
    private static readonly string Golden = Path.Combine(Repository.Root, "tests", "MsoNetwork.Tests", "Organisations", "Golden");

    private static OrganisationField Description { get; } = OrganisationFields.ByLanguage.Single(field => field.Name == "description");

    public static TheoryData<string> Texts => [.. Made.Keys];

    private static Dictionary<string, Func<string>> Made { get; } = new()
    {
        ["select-lists"] = () => string.Join('\n',
            Enumerable.Range(0, (int)OrganisationColumns.All + 1)
                .Where(columns => int.PopCount(columns) < 3 || columns == (int)OrganisationColumns.All)
                .Select(columns => $"{(OrganisationColumns)columns}: {EntryShape.Of((OrganisationColumns)columns).Select}")),
        ["staging"] = () => Lines(Staging.Table, Staging.Copy),
        ["match"] = () => Lines(
            MatchSql.Analyse, MatchSql.RejectDuplicates, MatchSql.ById, MatchSql.ByName, MatchSql.ByFile, MatchSql.Waves),
        ["slugs"] = () => Lines(SlugSql.Table, SlugSql.Attempt, SlugSql.Missing, ProtectedSlugSql.Open, ProtectedSlugSql.Mend),
        ["sources"] = () => Lines(MergeSql.SourceIds, MergeSql.Sources),
        ["merge"] = () => Lines(MergeSql.Table, MergeSql.Merge),
        ["write"] = () => Lines(MergeSql.Insert, MergeSql.Update, MergeSql.ProtectedPlaces, MergeSql.Unheard, MergeSql.Count),
        ["import-columns"] = () => string.Join('\n', ImportHeader.Known.Order(StringComparer.Ordinal)),
        ["export-header"] = () => string.Join('\n', OrganisationFile.Headings([(Description, "de"), (Description, "en")])),
        ["search-documents"] = () => OrganisationDocuments.Select,
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Texts_made_from_the_fields_are_those_that_were_written_by_hand(string name)
    {
        var file = Path.Combine(Golden, name + ".txt");
        var made = Made[name]();
        if (Environment.GetEnvironmentVariable("MSONET_UPDATE_GOLDEN") == "1") File.WriteAllText(file, made + "\n");
        var golden = File.ReadAllText(file);
        // Rows are read in the order in which they are selected, whatever it is.
        if (name == "select-lists") Assert.Equal(golden.Trim().Split('\n').Select(Columns), made.Split('\n').Select(Columns));
        else if (name == "search-documents") Assert.Equal(Columns(golden), Columns(made));
        else Assert.Equal(Plain(golden), Plain(made));
    }

    private static List<string> Columns(string list) =>
        [.. Regex.Split(Plain(list), "(?:, |: |SELECT | FROM )").Order(StringComparer.Ordinal)];

    private static string Lines(params ReadOnlySpan<string> statements) => string.Join("\n;\n", statements!);

    private static string Plain(string text) => Blanks().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}

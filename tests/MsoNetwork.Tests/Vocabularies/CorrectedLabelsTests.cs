using MsoNetwork.Vocabularies;

namespace MsoNetwork.Tests.Vocabularies;

/// <summary>
/// Labels and synonyms that readers of a language found wrong or misleading ("the deported", "tribal", "any association") stand in
/// corrected-labels.csv. None of them comes back.
/// </summary>
public sealed class CorrectedLabelsTests(SeededVocabularies seeded) : IClassFixture<SeededVocabularies>
{
    [Fact]
    public void No_label_or_synonym_that_was_corrected_stands_any_more()
    {
        var file = Path.Combine(Repository.Root, "tests", "MsoNetwork.Tests", "Vocabularies", "corrected-labels.csv");
        var rows = File.ReadLines(file).Skip(1).Select(line => line.Split(',', 5)).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            var name = Enum.Parse<VocabularyName>(row[0].Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
            var wrong = row[4].Trim('"');
            var label = seeded.Terms[name].ByKey(row[1])!.Labels.Single(one => one.Language == row[2]);
            if (row[3] == "label") Assert.NotEqual(wrong, label.Label);
            else Assert.DoesNotContain(wrong, label.Synonyms);
        });
    }
}

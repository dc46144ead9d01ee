using Npgsql;

namespace MsoNetwork.Vocabularies;

/// <summary>Reads all vocabularies in one round trip; about 400 terms.</summary>
public static class VocabularyLoader
{
    private const string Sql = """
        SELECT vocabulary, key, language, label, reviewed, synonyms FROM term_labels ORDER BY vocabulary, key, language;
        SELECT vocabulary, key, position, broader FROM terms ORDER BY vocabulary, position, key;
        """;

    public static async Task<VocabularySet> LoadAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var labels = new List<TermLabel>();
        while (await rows.ReadAsync(cancellationToken))
        {
            labels.Add(new TermLabel
            {
                Vocabulary = Enum.Parse<VocabularyName>(rows.GetString(0)),
                Key = rows.GetString(1),
                Language = rows.GetString(2),
                Label = rows.GetString(3),
                Reviewed = rows.GetBoolean(4),
                Synonyms = rows.GetFieldValue<string[]>(5),
            });
        }

        var byTerm = labels.ToLookup(label => (label.Vocabulary, label.Key));
        await rows.NextResultAsync(cancellationToken);
        var terms = new List<(Term Term, string? Broader)>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var vocabulary = Enum.Parse<VocabularyName>(rows.GetString(0));
            var key = rows.GetString(1);
            terms.Add(
                (new Term(vocabulary, key, rows.GetInt32(2), [.. byTerm[(vocabulary, key)]]), rows.IsDBNull(3) ? null : rows.GetString(3))
            );
        }

        var byKey = terms.ToDictionary(entry => (entry.Term.Vocabulary, entry.Term.Key), entry => entry.Term);
        foreach (var (term, broader) in terms)
        {
            if (broader is not null) term.Broader = byKey[(term.Vocabulary, broader)];
        }

        foreach (
            var narrower in terms.Where(entry => entry.Term.Broader is not null).GroupBy(entry => entry.Term.Broader!, entry => entry.Term)
        )
            narrower.Key.Narrower = [.. narrower];

        return new VocabularySet(Enum.GetValues<VocabularyName>().ToDictionary(
            name => name,
            name => new Vocabulary(name, [.. terms.Where(entry => entry.Term.Vocabulary == name).Select(entry => entry.Term)])));
    }
}

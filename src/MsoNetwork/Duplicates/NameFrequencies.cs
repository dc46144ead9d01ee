using MsoNetwork.Text;
using Npgsql;

namespace MsoNetwork.Duplicates;

/// <summary>In how many names each word stands: "Verein" tells nothing, a rare word nearly all.</summary>
internal sealed class NameFrequencies
{
    private readonly Dictionary<string, int> _names;
    private readonly int _all;

    private NameFrequencies(Dictionary<string, int> names, int all) => (_names, _all) = (names, all);

    public static NameFrequencies Of(IEnumerable<string> names)
    {
        var frequencies = new Dictionary<string, int>(StringComparer.Ordinal);
        var all = 0;
        foreach (var name in names)
        {
            all++;
            foreach (var word in Folding.MatchKey(name).Split(' ').Distinct(StringComparer.Ordinal))
                frequencies[word] = frequencies.GetValueOrDefault(word) + 1;
        }

        return new(frequencies, all);
    }

    public static async Task<NameFrequencies> LoadAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT sort_name FROM organisations");
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var names = new List<string>();
        while (await rows.ReadAsync(cancellationToken)) names.Add(rows.GetString(0));
        return Of(names);
    }

    /// <summary>What a word weighs: its inverse document frequency.</summary>
    public double Weight(string word) => Math.Log(1 + ((_all + 1.0) / (1 + _names.GetValueOrDefault(word))));
}

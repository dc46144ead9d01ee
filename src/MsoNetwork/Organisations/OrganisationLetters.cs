using System.Text;

namespace MsoNetwork.Organisations;

/// <summary>A letter of the list by name: how many begin with it, and the cursor that the list goes on after.</summary>
/// <param name="Sign">A to Z; 0 for all digits.</param>
/// <param name="Count">Organisations.</param>
/// <param name="After">A cursor of the list by name.</param>
public sealed record OrganisationLetter(char Sign, int Count, string After);

/// <summary>
/// The letters of a list by name, as it is ordered: by sort names, so that Ägäis stands with A and Çınar with C; names in other letters
/// stand where their transliteration does.
/// </summary>
public static class OrganisationLetters
{
    private const string Sql = """
        SELECT letter, count(*)::int FROM (
          SELECT CASE WHEN o.sort_name COLLATE "C" < 'a' THEN '0' ELSE left(o.sort_name, 1) END AS letter
          FROM organisations AS o WHERE {where}) AS named
        GROUP BY letter ORDER BY letter COLLATE "C"
        """;

    public static async Task<IReadOnlyList<OrganisationLetter>> ReadAsync(
        OrganisationStore store,
        OrganisationCriteria criteria,
        CancellationToken cancellationToken
    )
    {
        var order = OrganisationOrders.Of(OrganisationOrder.Name, criteria);
        await using var command = criteria.Conditions.Command(
            store.Database,
            Sql.Replace("{where}", criteria.Conditions.Where, StringComparison.Ordinal)
        );
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var letters = new List<OrganisationLetter>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var letter = rows.GetString(0);
            letters.Add(new(char.ToUpperInvariant(letter[0]), rows.GetInt32(1), order.CursorBefore(Encoding.ASCII.GetBytes(letter))));
        }

        return letters;
    }
}

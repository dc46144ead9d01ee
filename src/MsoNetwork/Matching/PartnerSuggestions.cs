using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using Npgsql;

namespace MsoNetwork.Matching;

/// <summary>Answers partnerSuggestions, for the API and for pages.</summary>
public sealed class PartnerSuggestions(MatchStore store, SuggestionFilter filters, NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<PartnerSuggestion>> FindAsync(
        Guid organisation,
        SuggestionPurpose purpose,
        OrganisationFilter? filter,
        int first,
        bool withConnected,
        CancellationToken cancellationToken
    )
    {
        var allowed = await filters.FindAsync(filter, cancellationToken);
        var network = await store.GetAsync(cancellationToken);
        if (await PlaceAsync(network, organisation, "organisation", cancellationToken) is not { } self) return [];
        using var matcher = new Matcher(network, self, purpose);
        return matcher.Best(first, place => allowed is null || allowed.Contains(network.Members[place].Id), withConnected);
    }

    /// <summary>Null for one that is no longer active or opted out; which of both it is, is not told.</summary>
    internal async Task<int?> PlaceAsync(MatchNetwork network, Guid organisation, string argument, CancellationToken cancellationToken)
    {
        if (network.PlaceOf(organisation) is { } place) return place;
        await using var command = database.CreateCommand("SELECT EXISTS (SELECT FROM organisations WHERE id = $1)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organisation });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!
            ? null
            : throw new NetworkException(
                ErrorCode.NotFound,
                $"There is no organisation with this {argument}: take the field id of an organisation as it is.",
                argument
            );
    }

    internal static Guid Id(string id, string argument) =>
        GlobalId.Decode(id) is ("Organisation", var key) && Guid.TryParseExact(key, "N", out var found)
            ? found
            : throw NetworkException.Invalid(
                argument,
                $"{argument} is no organisation's id: take the field id of an organisation as it is."
            );
}

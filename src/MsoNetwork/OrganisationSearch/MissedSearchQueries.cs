using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using Npgsql;

namespace MsoNetwork.OrganisationSearch;

public sealed class MissedSearchType : ObjectGraphType<MissedSearch>
{
    public MissedSearchType()
    {
        Name = "MissedSearch";
        Description = "A text that several people searched for and did not find.";
        Field<NonNullGraphType<StringGraphType>>("text").Description("As the last of them typed it, in small letters.")
            .Resolve(context => context.Source.Text);
        Field<NonNullGraphType<IntGraphType>>("searches").Description("How often.")
            .Resolve(context => (int)Math.Min(context.Source.Searches, int.MaxValue));
        Field<NonNullGraphType<DateGraphType>>("last").Description("The last day, in Berlin.")
            .Resolve(context => context.Source.Last.ToDateTime(TimeOnly.MinValue));
    }
}

/// <summary>missedSearches.</summary>
public static class MissedSearchQueries
{
    private const int UsualDays = 90;
    private const int MostDays = 366;

    public static void AddTo(ObjectGraphType query) =>
        query.Field<ListGraphType<NonNullGraphType<MissedSearchType>>>("missedSearches")
            .Description(
                $"What at least {MissedSearches.Requesters} different people searched for in vain, the most frequent first: words that the "
                + $"vocabularies lack. For editors of vocabularies and administrators; null for all others. At most {PageSize.Most}.")
            .Argument<IntGraphType>("days", $"How many days back: 1 to {MostDays}, {UsualDays} unless told.")
            .ResolveAsync(async context =>
            {
                var services = context.RequestServices!;
                var viewer = await services.GetRequiredService<CurrentViewer>().GetAsync(context.CancellationToken);
                if (!Rights.Allows(viewer, Resource.MissedSearches, Operation.See, new Facts())) return null;
                var days = context.GetArgument<int?>("days") ?? UsualDays;
                if (days is < 1 or > MostDays) throw NetworkException.Invalid("days", $"days is a number from 1 to {MostDays}.");
                var missed = await MissedSearchList.ReadAsync(
                    services.GetRequiredService<NpgsqlDataSource>(),
                    days,
                    services.GetRequiredService<TimeProvider>(),
                    context.CancellationToken
                );
                return missed.Take(PageSize.Most).ToList();
            });
}

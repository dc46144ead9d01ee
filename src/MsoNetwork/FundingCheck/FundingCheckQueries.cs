using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;
using MsoNetwork.Funding;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;

namespace MsoNetwork.FundingCheck;

/// <summary>fundingCheck.</summary>
public static class FundingCheckQueries
{
    public static void AddTo(ObjectGraphType query) => query
        .Field<NonNullGraphType<FundingFindingsType>>("fundingCheck")
        .Description(
            "Which lines of funding fit an organisation on a day, criterion by criterion, and which question to ask next. Needs no "
                + "account; answers are stored nowhere. The authority decides: nothing here is a promise.")
        .Argument<IdGraphType>("organisation", "Global id of an organisation: its seat and legal form count as answers.")
        .Argument<ListGraphType<NonNullGraphType<FundingAnswerInputType>>>("answers", "What is known besides; it comes before the entry.")
        .Argument<DateGraphType>("on", "The day of the application; today unless told.")
        .ResolveAsync(async context =>
        {
            var services = context.RequestServices!;
            var lines = services.GetRequiredService<FundingLines>();
            var facts = context.GetArgument<string?>("organisation") is { } id
                ? Of(await FindAsync(id, services, context.CancellationToken)) : new FundingFacts();
            var reader = new InputReader();
            foreach (var (answer, place) in (context.GetArgument<FundingAnswerInput[]?>("answers") ?? []).Select((one, at) => (one, at)))
            {
                if (Read(answer, lines, $"answers.{place}", reader) is { } value) facts = facts.With(answer.Fact, value);
            }

            reader.Done();
            return services.GetRequiredService<CheckFunding>().Run(facts, FundingQueries.Day(context));
        });

    /// <summary>What an entry says of itself that rules ask about.</summary>
    public static FundingFacts Of(OrganisationEntry entry)
    {
        var facts = new FundingFacts().With("place", entry.MunicipalityKey);
        return entry.LegalForm is { } form ? facts.With("registered", form == LegalForm.RegisteredAssociation) : facts;
    }

    private static async Task<OrganisationEntry> FindAsync(string id, IServiceProvider services, CancellationToken cancellationToken) =>
        GlobalId.Decode(id) is ("Organisation", var key) && Guid.TryParseExact(key, "N", out var organisation)
        && await services.GetRequiredService<OrganisationLoaders>().ById.Load(organisation, found => found)
            .GetResultAsync(cancellationToken) is { } entry
            ? entry
            : throw NetworkException.Invalid("organisation", "organisation is no organisation's id: take the field id of one as it is.");

    private static object? Read(FundingAnswerInput answer, FundingLines lines, string path, InputReader reader)
    {
        if (lines.Fact(answer.Fact) is not { } fact)
        {
            reader.Refuse(NetworkException.Invalid(
                $"{path}.fact", $"There is no fact \"{answer.Fact}\"; fundingFacts lists them, for example nonProfit."));
            return null;
        }

        object? value = fact.Kind switch
        {
            FundingFactKind.YesNo => answer.YesNo,
            FundingFactKind.Day => answer.Day is { } day ? DateOnly.FromDateTime(day) : null,
            FundingFactKind.Place => answer.Place is { Length: 8 } key && key.All(char.IsAsciiDigit) ? key : null,
            FundingFactKind.Percent => answer.Number is >= 0 and <= 100 ? answer.Number : null,
            _ => answer.Number >= 0 ? answer.Number : null,
        };
        if (value is null)
            reader.Refuse(NetworkException.Invalid($"{path}.{FieldOf(fact.Kind)}", $"{answer.Fact} takes {Takes(fact.Kind)}."));
        return value;
    }

    private static string FieldOf(FundingFactKind kind) => kind switch
    {
        FundingFactKind.YesNo => "yesNo",
        FundingFactKind.Day => "day",
        FundingFactKind.Place => "place",
        _ => "number",
    };

    private static string Takes(FundingFactKind kind) => kind switch
    {
        FundingFactKind.YesNo => "true or false in yesNo",
        FundingFactKind.Day => "a day in day, for example \"2024-05-17\"",
        FundingFactKind.Place => "eight digits in place, the key of a municipality, for example \"05315000\"",
        FundingFactKind.Percent => "0 to 100 in number",
        _ => "a whole number from 0 in number",
    };
}

/// <summary>This room's registration.</summary>
public static class FundingCheckServices
{
    public static IServiceCollection AddFundingCheck(this IServiceCollection services) =>
        services.AddSingleton<CheckFunding>().AddSingleton<AuditFunding>();
}

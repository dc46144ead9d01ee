using GraphQL;
using GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Letters;

public sealed class LetterType : ObjectGraphType<Letter>
{
    public LetterType()
    {
        Name = "ConfirmationLetter";
        Description = "A centre's confirmation that an organisation is known to it. Shown only to that centre.";
        AddTo(this);
        Field(letter => letter.Purpose).Description("What it is needed for; empty when nothing was said.");
        Field<OrganisationType>("organisation").Description("The entry; null when it is gone.").Resolve(context =>
            context.Source.OrganisationId is { } id ? context.Organisation(id) : null);
    }

    /// <summary>What whoever holds a letter reads on it anyway.</summary>
    internal static void AddTo(ObjectGraphType<Letter> type)
    {
        type.Field(letter => letter.Number).Description("Stands on it; letter(number) checks it.");
        type.Field(letter => letter.OrganisationName).Description("The organisation's name, as it was.");
        type.Field(letter => letter.OrganisationTown).Description("Its town, as it was.");
        type.Field(letter => letter.CentreName).Description("Who confirms.");
        type.Field<NonNullGraphType<DateGraphType>>("issuedOn").Description("The day.")
            .Resolve(context => context.Source.IssuedOn.ToDateTime(TimeOnly.MinValue));
        type.Field<DateTimeGraphType>("withdrawnAt").Description("Since when the centre does not stand by it any more; null: it is valid.")
            .Resolve(context => context.Source.WithdrawnAt?.UtcDateTime);
    }
}

public sealed class CheckedLetterType : ObjectGraphType<Letter>
{
    public CheckedLetterType()
    {
        Name = "CheckedLetter";
        Description = "A confirmation whose number somebody checks.";
        LetterType.AddTo(this);
    }
}

public sealed class LetterEdgeType() : EdgeType<Letter, LetterType>(
    "ConfirmationLetterEdge", "A letter's place in a list.", "The letter.", letter => letter);

public sealed class LetterConnectionType() : ConnectionType<Letter, LetterEdgeType, LetterType>(
    "ConfirmationLetterConnection", "A page of letters (Relay cursor connection), the newest first.", "letters", "cursor", "there are",
    letter => letter);

public sealed class LetterPayloadType() : ResultPayloadType<Letter, LetterType>(
    "ConfirmationLetterPayload", "What became of a letter.", "letter", "The letter.");

public sealed record IssueLetterInput(string Organisation, string? Purpose) : MutationInput;

public sealed class IssueLetterInputType : MutationInputType<IssueLetterInput>
{
    public IssueLetterInputType()
        : base("IssueLetterInput", "An organisation that the centre knows.")
    {
        Field<NonNullGraphType<IdGraphType>>("organisation").Description("The organisation's global id.");
        Field(input => input.Purpose, nullable: true).Description($"What it is needed for, up to {Letter.LongestPurpose} characters.");
    }
}

public sealed record WithdrawLetterInput(string Number) : MutationInput;

public sealed class WithdrawLetterInputType : MutationInputType<WithdrawLetterInput>
{
    public WithdrawLetterInputType()
        : base("WithdrawLetterInput", "A letter that the centre does not stand by any more.") =>
        Field(input => input.Number).Description("Its number.");
}

/// <summary>What programs of centres do with letters: the pages' use cases.</summary>
public sealed class LetterRequests(DbContext context, CurrentViewer current, IssueLetter issue)
{
    public async Task<Letter> IssueAsync(IssueLetterInput input, CancellationToken cancellationToken)
    {
        if (!Rights.IsConceivable(await current.RequiredAsync(cancellationToken), Resource.Letter, Operation.Create))
            throw NetworkException.Forbidden("Only integration centres confirm that an organisation is known to them.");
        if (input.Purpose?.Trim().Length is > Letter.LongestPurpose and var length)
            throw NetworkException.TooMany("input.purpose", length, Letter.LongestPurpose, "characters");
        var id = GlobalId.Required("Organisation", input.Organisation, "input.organisation");
        return await issue.RunAsync(id, input.Purpose ?? "", cancellationToken)
            ?? throw NetworkException.Invalid("input.organisation", "It is none of the centre's area, or it is dissolved.");
    }

    public async Task<Letter> WithdrawAsync(WithdrawLetterInput input, CancellationToken cancellationToken)
    {
        await current.RequiredAsync(cancellationToken);
        return await issue.WithdrawAsync(input.Number, cancellationToken)
            ? (await issue.FindAsync(input.Number, cancellationToken))!
            : throw NetworkException.NotFound("input.number", "There is no valid letter of your centre with this number.");
    }

    public async Task<Letter?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var letter = await context.Set<Letter>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancellationToken);
        return letter is null ? null : await issue.FindAsync(letter.Number, cancellationToken);
    }
}

/// <summary>letter and letters.</summary>
public static class LetterQueries
{
    public static void AddTo(ObjectGraphType query)
    {
        query.Field<CheckedLetterType>("letter")
            .Description("Whether a number is of a confirmation letter, for whoever holds one; null when it is not.")
            .Argument<NonNullGraphType<StringGraphType>>("number", "As on the letter; spaces and small letters do not matter.")
            .ResolveAsync(async context => await context.RequestServices!.GetRequiredService<IssueLetter>().CheckAsync(
                context.GetArgument<string>("number"), context.CancellationToken));
        query.Field<LetterConnectionType>("letters")
            .Argument<IdGraphType>("organisation", "Only of the organisation with this global id.")
            .Paged("The confirmation letters of the asking centre, the newest first; null for all others.")
            .ResolveAsync(async context =>
            {
                var (services, token) = (context.RequestServices!, context.CancellationToken);
                var viewer = await services.GetRequiredService<CurrentViewer>().GetAsync(token);
                if (!viewer.Memberships.Any(one => one is CentreMembership)) return null;
                await OrganisationLoaders.ReferenceAsync(services, token);
                Guid? about = context.GetArgument<string?>("organisation") is { } id
                    ? GlobalId.Required("Organisation", id, "organisation") : null;
                return await services.GetRequiredService<IssueLetter>().PageAsync(about, context.Page(), token);
            });
    }
}

/// <summary>issueLetter and withdrawLetter.</summary>
public static class LetterMutations
{
    public static void AddTo(ObjectGraphType mutation)
    {
        var letters = new UseCaseFields<LetterPayloadType, Letter>(mutation, OrganisationLoaders.ReferenceAsync);
        letters.Add<IssueLetterInputType, IssueLetterInput, LetterRequests>(
            "issueLetter",
            new((letters, input, token) => letters.IssueAsync(input, token), (_, context) => Tracked(context),
                (letters, _, id, token) => letters.FindAsync(id, token)),
            "Confirms that an organisation is known to the asking centre; the letter's number can be checked by anybody.");
        letters.Add<WithdrawLetterInputType, WithdrawLetterInput, LetterRequests>(
            "withdrawLetter",
            new((letters, input, token) => letters.WithdrawAsync(input, token), (_, context) => Tracked(context),
                (letters, _, id, token) => letters.FindAsync(id, token)),
            "Says that the centre does not stand by a letter any more; whoever checks its number is told.");
    }

    private static Guid? Tracked(DbContext context) =>
        context.ChangeTracker.Entries<Letter>().Select(one => (Guid?)one.Entity.Id).FirstOrDefault();
}

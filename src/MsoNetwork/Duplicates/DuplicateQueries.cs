using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Values;
using MsoNetwork.Reference;
using MsoNetwork.Regions;

namespace MsoNetwork.Duplicates;

public sealed class DuplicateReasonType : EnumerationGraphType<DuplicateReason>
{
    public DuplicateReasonType()
    {
        Name = "DuplicateReason";
        Description = "Why two entries may be one and the same organisation.";
        Values["SAME_NAME"]!.Description = "The same name in one municipality, whatever its spelling or legal form.";
        Values["NEAR_NAME"]!.Description = "Nearly the same name in one municipality.";
        Values["NAME_ELSEWHERE"]!.Description = "The same or nearly the same name, in another municipality.";
        Values["SAME_WEBSITE"]!.Description = "The same website.";
        Values["SAME_EMAIL"]!.Description = "The same mail address.";
        Values["SAME_PHONE"]!.Description = "The same telephone number.";
        Values["SAME_DOMAIN"]!.Description =
            "The same domain of their own, in website or mail address; free mail and platforms are nobody's own.";
        Values["SAME_REGISTER"]!.Description = "The same number in a register.";
        Values["NEAR_PLACE"]!.Description = "Their places are less than 100 metres apart.";
        Values["SAME_ADDRESS"]!.Description = "The same street and postcode.";
    }
}

public sealed class LikelyDuplicateType : ObjectGraphType<LikelyDuplicate>
{
    public LikelyDuplicateType()
    {
        Name = "LikelyDuplicate";
        Description = "An entry that is likely the same organisation. A dissolved one is found too.";
        Field<NonNullGraphType<OrganisationType>>("organisation").Description("The entry.")
            .Resolve(context => context.Organisation(context.Source.Organisation));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<DuplicateReasonType>>>>("reasons").Description("The first weighs most.")
            .Resolve(context => context.Source.Reasons);
        Field(likely => likely.Score).Description("How likely it is, up to 1.");
    }
}

public sealed class DuplicatePairType : ObjectGraphType<DuplicatePair>
{
    public DuplicatePairType()
    {
        Name = "DuplicatePair";
        Description = "Two entries that are likely one organisation.";
        Field<NonNullGraphType<OrganisationType>>("one").Description("The older one.")
            .Resolve(context => context.Organisation(context.Source.One.Organisation));
        Field<NonNullGraphType<OrganisationType>>("other").Description("The newer one.")
            .Resolve(context => context.Organisation(context.Source.Other.Organisation));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<DuplicateReasonType>>>>("reasons").Description("The first weighs most.")
            .Resolve(context => context.Source.Reasons);
        Field(pair => pair.Score).Description("How likely it is, up to 1.");
    }
}

/// <summary>likelyDuplicates: asked before an organisation is entered.</summary>
public static class DuplicateQueries
{
    /// <summary>More are not named.</summary>
    public const int Most = 10;

    private const int LongestName = 300;

    public static void AddTo(ObjectGraphType query)
    {
        var field = query.Field<NonNullGraphType<ListGraphType<NonNullGraphType<LikelyDuplicateType>>>>("likelyDuplicates")
            .Description($"Entries that are likely the organisation that is told, the likeliest first; at most {Most}.")
            .WithMetadata("cost.size", Most)
            .Argument<NonNullGraphType<StringGraphType>>("name", "Its name.")
            .Argument<NonNullGraphType<StringGraphType>>("town", "Its town: a municipality's key or name.");
        foreach (var (name, says) in new[] { ("street", "Street and number."), ("postcode", "Postcode."), ("email", "Mail address."),
            ("phone", "Telephone number."), ("website", "Website."),
            ("registerNumber", "Number in the register of associations or companies, as \"VR 1234\".") })
            field.Argument<StringGraphType>(name, says);
        field.ResolveAsync(async context =>
        {
            var (services, token) = (context.RequestServices!, context.CancellationToken);
            var town = context.GetArgument<string>("town");
            var read = new InputReader();
            if (context.GetArgument<string>("name").Trim().Length is 0 or > LongestName)
                read.Refuse(NetworkException.Invalid("name", $"A name has 1 to {LongestName} characters."));
            string? Given(string argument, string what, Func<string, string?> key)
            {
                if (context.GetArgument<string?>(argument) is not { } given || string.IsNullOrWhiteSpace(given)) return null;
                if (key(given) is null) read.Refuse(NetworkException.Invalid(argument, $"\"{Shown.Short(given)}\" is {what}."));
                return given;
            }

            await OrganisationLoaders.ReferenceAsync(services, token);
            var regions = await services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(token);
            var place = regions.Municipality(town);
            if (place is null)
            {
                read.Refuse(NetworkException.Invalid(
                    "town", $"There is no municipality \"{Shown.Short(town)}\"; it takes a key of 8 digits or a name."));
            }

            var postcode = Given("postcode", "no postcode: it has 5 digits",
                one => one.Trim() is { Length: 5 } digits && digits.All(char.IsAsciiDigit) ? digits : null);
            var email = Given("email", "no mail address", ContactValues.Email);
            var phone = Given("phone", "not a telephone number", ContactKeys.Phone);
            var website = Given("website", "no web address", ContactValues.Website);
            var register = Given("registerNumber", "no number of a register: it is written as \"VR 1234\"",
                one => ContactKeys.Register(one, place?.Key ?? "00000000"));
            read.Done();
            var found = await services.GetRequiredService<LikelyDuplicates>().OfAsync(
                new DuplicateQuestion(context.GetArgument<string>("name"), place!.Key)
                {
                    Street = context.GetArgument<string?>("street"),
                    Postcode = postcode,
                    Email = email,
                    Phone = phone,
                    Website = website,
                    Register = register,
                },
                token);
            return found.Take(Most);
        });
    }
}

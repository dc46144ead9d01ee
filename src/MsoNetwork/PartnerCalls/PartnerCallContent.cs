using GraphQL.Types;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;

namespace MsoNetwork.PartnerCalls;

public sealed record PartnerCallTextInput(string Language, string Title, string Text);

public sealed record PartnerCallPlaceInput(string Municipality, int RadiusKm);

/// <summary>All that a call says, as its organisation gives it.</summary>
public sealed record PartnerCallContentInput(
    PartnerCallDirection Direction,
    PartnerCallSubject Subject,
    string? FundingLine,
    PartnerCallTextInput[] Texts,
    string[]? Topics,
    string[]? TargetGroups,
    string[]? Languages,
    string[]? Regions,
    PartnerCallPlaceInput? Place,
    DateTime? StartsOn,
    DateTime? EndsOn,
    DateTime? Deadline,
    int? Partners,
    ContactWay? ContactWay
);

public sealed class PartnerCallTextInputType : InputObjectGraphType<PartnerCallTextInput>
{
    public PartnerCallTextInputType()
    {
        Name = "PartnerCallTextInput";
        Description = "Title and text in one language, plain, for the public.";
        Field(text => text.Language).Description("BCP 47 tag, for example de or kmr.");
        Field(text => text.Title).Description($"1 to {CheckedContent.LongestTitle} characters.");
        Field(text => text.Text).Description($"1 to {CheckedContent.LongestText} characters. Write no private addresses or numbers here.");
    }
}

public sealed class PartnerCallPlaceInputType : InputObjectGraphType<PartnerCallPlaceInput>
{
    public PartnerCallPlaceInputType()
    {
        Name = "PartnerCallPlaceInput";
        Description = "A town with a radius around its centre.";
        Field(place => place.Municipality).Description("AGS key of 8 digits, or the municipality's name.");
        Field(place => place.RadiusKm).Description($"Whole kilometres, 1 to {NearPoint.LongestRadiusKm}.");
    }
}

public sealed class PartnerCallContentInputType : InputObjectGraphType<PartnerCallContentInput>
{
    public PartnerCallContentInputType()
    {
        Name = "PartnerCallContentInput";
        Description = "The complete content of a partner call. A change replaces all of it.";
        Field<NonNullGraphType<PartnerCallDirectionType>>("direction").Description("Sought or offered.");
        Field<NonNullGraphType<PartnerCallSubjectType>>("subject").Description("What it is about.");
        Field<StringGraphType>("fundingLine").Description(
            $"Name of the funding line, 1 to {CheckedContent.LongestTitle} characters: required with FUNDING_CONSORTIUM, not "
                + $"allowed otherwise.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PartnerCallTextInputType>>>>("texts")
            .Description($"In each language once, 1 to {CheckedContent.MostLanguages} languages.");
        this.Keys("topics", "Up to 10 keys of TOPICS.");
        this.Keys("targetGroups", "Up to 10 keys of TARGET_GROUPS.");
        this.Keys("languages", "Languages that are needed or offered: up to 20 keys of LANGUAGES.");
        this.Keys("regions",
            "Where it applies: up to 20 region keys (AGS prefixes). Without regions and place: the district of the organisation's seat.");
        Field<PartnerCallPlaceInputType>("place").Description("Instead of regions: a town with a radius.");
        Field<DateGraphType>("startsOn").Description("First day of what it is for.");
        Field<DateGraphType>("endsOn").Description("Last day of what it is for; not before startsOn. The call ends with it.");
        Field<DateGraphType>("deadline").Description(
            $"Last day to answer, in Berlin; not in the past. Without one the call ends {PartnerCall.LongestDays} days after its opening.");
        Field<IntGraphType>("partners").Description("How many partners are looked for, or can be helped: 1 to 100.");
        Field<ContactWayType>("contactWay")
            .Description("How to reach you, PLATFORM unless told: by responses here, or by what your entry shows to the public anyway.");
    }
}

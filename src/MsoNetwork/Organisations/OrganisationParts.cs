using GraphQL.Types;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Organisations;

/// <summary>A text and the language it is in.</summary>
public sealed record LocalisedText(string Language, string Text)
{
    /// <summary>In the language asked for, else its base language, else German, else the first by tag; null if there is none.</summary>
    public static LocalisedText? Choose(IReadOnlyDictionary<string, string> texts, string? language)
    {
        for (var tag = Languages.Normalise(language); tag.Length > 0;)
        {
            foreach (var (key, text) in texts)
            {
                if (key.Equals(tag, StringComparison.OrdinalIgnoreCase)) return new(key, text);
            }

            var dash = tag.LastIndexOf('-');
            tag = dash < 0 ? "" : tag[..dash];
        }

        if (texts.TryGetValue(Languages.Default, out var german))
            return new(Languages.Default, german);
        return texts
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new LocalisedText(pair.Key, pair.Value))
            .FirstOrDefault();
    }
}

public sealed class LocalisedTextType : ObjectGraphType<LocalisedText>
{
    public LocalisedTextType()
    {
        Name = "LocalisedText";
        Description = "A text and the language it is in.";
        Field(text => text.Language).Description("BCP 47 tag of the text, which may differ from the one asked for.");
        Field(text => text.Text).Description("The text, plain.");
    }
}

public sealed class SeatType : ObjectGraphType<OrganisationEntry>
{
    public SeatType(ReferenceSnapshot<Gazetteer> gazetteer)
    {
        Name = "Seat";
        Description = "The seat. Protected places show no street and no postcode.";
        Field<StringGraphType>("street").From(source => source.Street).Description("Street and house number.");
        Field<StringGraphType>("postcode").From(source => source.Postcode).Description("Five digits.");
        Field<NonNullGraphType<StringGraphType>>("town").From(source => source.Town).Description("The town as the source spells it.");
        Field<NonNullGraphType<RegionType>>("municipality").Description("The municipality.")
            .From(source => gazetteer.Loaded.ByKey(source.MunicipalityKey));
        Field<NonNullGraphType<RegionType>>("district").Description("The district (Kreis), or the independent city (kreisfreie Stadt).")
            .From(source => gazetteer.Loaded.ByKey(source.MunicipalityKey)!.Parent);
    }
}

public sealed class ContactType : ObjectGraphType<OrganisationEntry>
{
    public ContactType()
    {
        Name = "Contact";
        Description = "Public ways to reach an organisation.";
        Field<StringGraphType>("email").From(source => source.Email).Description("Address for the public.");
        Field<StringGraphType>("phone").From(source => source.Phone).Description("International format, for example +49 2421 12345.");
        Field<StringGraphType>("website").From(source => source.Website).Description("Absolute http or https address.");
    }
}

public sealed class VerificationType : ObjectGraphType<OrganisationEntry>
{
    public VerificationType()
    {
        Name = "Verification";
        Description = "Who confirmed an entry, and when.";
        Field<NonNullGraphType<VerificationStateType>>("state").Description("Who has confirmed it.").From(source => source.Verification);
        Field<DateGraphType>("on")
            .Description("The date of confirmation; null if unverified.")
            .From(source => source.VerifiedOn?.ToDateTime(TimeOnly.MinValue));
    }
}

public sealed class SourceType : ObjectGraphType<OrganisationSource>
{
    public SourceType()
    {
        Name = "Source";
        Description = "Where facts come from.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id").Description("Global id, for node(id).").From(SourceNodes.IdOf);
        Field(source => source.Name).Description("Publisher or title.");
        Field(source => source.Url, nullable: true).Description("Address of the page or file.");
        Field<DateGraphType>("retrievedOn")
            .Description("The day it was read.")
            .From(source => source.RetrievedOn?.ToDateTime(TimeOnly.MinValue));
        Field(source => source.Licence, nullable: true).Description("Licence or terms, as the source states them.");
        Field<SourceConfidenceType>("confidence")
            .Description("How sure whoever read it was; null when nobody said.")
            .From(source => source.Confidence);
    }
}

public sealed class SourceConfidenceType : EnumerationGraphType<SourceConfidence>
{
    public SourceConfidenceType()
    {
        Name = "SourceConfidence";
        Description = "How sure one may be of what a source says.";
        Values["HIGH"]!.Description = "The organisation's own pages, an authority, or several that agree.";
        Values["MEDIUM"]!.Description = "One page of somebody else, or an old one.";
        Values["LOW"]!.Description = "A hint: ask before you use it.";
    }
}

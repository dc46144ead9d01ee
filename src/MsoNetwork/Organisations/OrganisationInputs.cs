using GraphQL.Types;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Organisations;

/// <summary>An organisation's fields as inputs, made from <see cref="OrganisationFields"/>; resolvers get them by name.</summary>
public abstract class OrganisationInputType : InputObjectGraphType
{
    /// <param name="needed">Inputs that must be given.</param>
    protected OrganisationInputType(params ReadOnlySpan<string> needed)
        : this(OrganisationDraft.Inputs.Select(input => input.Input), needed) =>
        Field<StringGraphType>("idempotencyKey").Description(IdempotencyKeyText.Says);

    /// <summary>As a part of another input.</summary>
    /// <param name="inputs">Those that can be told.</param>
    /// <param name="needed">Inputs that must be given.</param>
    protected OrganisationInputType(IEnumerable<string> inputs, params ReadOnlySpan<string> needed)
    {
        var told = inputs.ToHashSet();
        foreach (var (name, field, column) in OrganisationDraft.Inputs)
        {
            if (!told.Contains(name)) continue;
            var type = TypeOf(field.Input);
            Field(name, needed.Contains(name) ? typeof(NonNullGraphType<>).MakeGenericType(type) : type)
                .Description($"{About(field)} The same as the column {column.Header} of files.");
        }
    }

    private static Type TypeOf(FieldInput input) => input switch
    {
        FieldInput.List => typeof(ListGraphType<NonNullGraphType<StringGraphType>>),
        FieldInput.ByLanguage => typeof(ListGraphType<NonNullGraphType<LocalisedTextInputType>>),
        FieldInput.Number => typeof(IntGraphType),
        FieldInput.Degrees => typeof(FloatGraphType),
        FieldInput.YesNo => typeof(BooleanGraphType),
        FieldInput.LegalForm => typeof(LegalFormType),
        FieldInput.Status => typeof(OrganisationStatusType),
        FieldInput.Audience => typeof(ContactAudienceType),
        _ => typeof(StringGraphType),
    };

    private static string About(OrganisationField field) => field switch
    {
        { Vocabulary: { } vocabulary } =>
            $"Keys or labels of {GraphQL.StringExtensions.ToConstantCase(vocabulary.ToString())}.",
        { Input: FieldInput.ByLanguage } => $"{field.About}: languages that are not named stay.",
        { Input: FieldInput.Degrees } => "Degrees of WGS 84, both or none.",
        { Input: FieldInput.YesNo } => "Whether only the municipality is shown.",
        { Input: FieldInput.Audience } => "Who sees mail address and telephone number.",
        { Name: "activeIn" } => "Keys or names of regions.",
        _ => "One value, as the organisation's field of this name shows it.",
    };
}

public sealed class CreateOrganisationInputType : OrganisationInputType
{
    public CreateOrganisationInputType()
        : base("name", "town")
    {
        Name = "CreateOrganisationInput";
        Description = "A new entry.";
    }
}

public sealed class UpdateOrganisationInputType : OrganisationInputType
{
    public UpdateOrganisationInputType()
    {
        Name = "UpdateOrganisationInput";
        Description = "What is to be changed of an entry: fields that are absent stay, null clears.";
        Field<NonNullGraphType<IdGraphType>>("id").Description("The organisation's global id.");
        Field<NonNullGraphType<StringGraphType>>("expectedVersion").Description("Its version as whoever changes it has seen it.");
    }
}

public sealed class LocalisedTextInputType : InputObjectGraphType
{
    public LocalisedTextInputType()
    {
        Name = "LocalisedTextInput";
        Description = "A text in one language.";
        Field<NonNullGraphType<StringGraphType>>("language").Description("BCP 47 tag, for example de or zh-hant.");
        Field<StringGraphType>("text").Description("The text, plain; null takes the one in this language away.");
    }
}

using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;

namespace MsoNetwork.Statements;

public sealed class StatementType : ObjectGraphType<Statement>
{
    public StatementType(ReferenceSnapshot<Gazetteer> gazetteer)
    {
        Name = "Statement";
        Description = "Who said one field of an organisation, and who has confirmed it since.";
        Field<NonNullGraphType<StringGraphType>>("field")
            .Description("The field's path in Organisation, for example contact.phone or topics.").From(one => one.Field);
        Field<StringGraphType>("source").Description("Name of the public source that says it; null where none does.")
            .From(one => one.Source);
        Field<NonNullGraphType<SpeakerType>>("saidBy").Description("Who said what stands there.").From(one => one.SaidBy);
        Field<NonNullGraphType<DateGraphType>>("saidOn").Description("When; of a source, the day it was read.")
            .From(one => one.SaidOn.ToDateTime(TimeOnly.MinValue));
        Field<DateGraphType>("confirmedOn").Description("When it was confirmed last; null while nobody has.")
            .From(one => one.ConfirmedOn?.ToDateTime(TimeOnly.MinValue));
        Field<NonNullGraphType<SpeakerType>>("by").Description("Who stands for it: who has confirmed it last, else who said it.")
            .From(one => one.By);
        Field<IntegrationCentreType>("centre").Description("The centre, where one said or confirmed it.")
            .From(one => one.Centre is { } key ? gazetteer.Loaded.Centre(key) : null);
    }
}

/// <summary>What this room adds to organisations.</summary>
public static class StatementQueries
{
    public static void AddTo(OrganisationType organisation) =>
        organisation.Field<NonNullGraphType<ListGraphType<NonNullGraphType<StatementType>>>>("statements")
            .Description("Who said and who confirmed each of its fields that are shown, in the order of forms.")
            .Resolve(context => context.RequestServices!.GetRequiredService<FindStatements>()
                .ByOrganisation.Load(context.Source.Id, found => found ?? []));
}

/// <summary>This room's registration.</summary>
internal static class StatementServices
{
    public static IServiceCollection AddStatements(this IServiceCollection services) => services.AddScoped<FindStatements>();
}

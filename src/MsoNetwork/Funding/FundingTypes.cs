using GraphQL;
using GraphQL.Types;
using MsoNetwork.Relay;
using MsoNetwork.SeedFiles;

namespace MsoNetwork.Funding;

public sealed class FundingStatusType : EnumerationGraphType<FundingStatus>
{
    public FundingStatusType()
    {
        Name = "FundingStatus";
        Description = "Whether one can apply on a day.";
        Values["OPEN"]!.Description = "The call is open.";
        Values["ANNOUNCED"]!.Description = "A call is known to come.";
        Values["CLOSED"]!.Description = "The deadline has passed.";
        Values["UNKNOWN"]!.Description = "No source says it: ask the authority.";
    }
}

public sealed class FundingPageType : ObjectGraphType<SourcePage>
{
    public FundingPageType()
    {
        Name = "FundingPage";
        Description = "Where a statement about funding stands.";
        Field<NonNullGraphType<StringGraphType>>("name").Description("Publisher or title.").From(page => page.Name);
        Field<StringGraphType>("url").Description("Null for what is only printed.").From(page => page.Url);
        Field<NonNullGraphType<DateGraphType>>("readOn").Description("The day it was read.")
            .From(page => page.ReadOn.ToDateTime(TimeOnly.MinValue));
    }
}

public sealed class FundingCriterionType : ObjectGraphType<FundingCriterion>
{
    public FundingCriterionType()
    {
        Name = "FundingCriterion";
        Description = "What a line asks of whoever applies.";
        Field<NonNullGraphType<StringGraphType>>("key").Description("Unique in its line.").From(criterion => criterion.Key);
        Field<NonNullGraphType<StringGraphType>>("text").Description("As a sentence.").InGermanOrEnglish(criterion => criterion.Text);
        Field<StringGraphType>("doubt").Description("Where sources differ.").InGermanOrEnglish(criterion => criterion.Doubt);
        Field<NonNullGraphType<BooleanGraphType>>("soft")
            .Description("Whether the authority decides: not meeting it is no refusal.").From(criterion => criterion.IsSoft);
        Field<NonNullGraphType<FundingPageType>>("source").Description("Where it stands.").From(criterion => criterion.Page);
    }
}

public sealed class FundingPhaseType : ObjectGraphType<FundingPhase>
{
    public FundingPhaseType()
    {
        Name = "FundingPhase";
        Description = "A round of a line with its own call, days and amounts.";
        Field<NonNullGraphType<StringGraphType>>("key").Description("Unique in its line.").From(phase => phase.Key);
        Field<NonNullGraphType<StringGraphType>>("name").Description("As the authority calls it.").InGermanOrEnglish(phase => phase.Name);
        Day("opens", "First day on which one may apply.", phase => phase.Opens);
        Day("deadline", "Last day, until midnight in Berlin.", phase => phase.Deadline);
        Day("from", "Funded projects run from this day.", phase => phase.From);
        Day("to", "Funded projects end on this day.", phase => phase.To);
        Number("amount", "At most so much, in whole euros.", phase => phase.Amount?.Most);
        Field<NonNullGraphType<BooleanGraphType>>("perYear").Description("Whether that is the amount of each year.")
            .From(phase => phase.Amount?.IsPerYear ?? false);
        Number("share", "At most so much of the costs, in percent.", phase => phase.Amount?.Share);
        Number("ownShare", "At least so much of the costs is one's own, in percent.", phase => phase.Amount?.OwnShare);
        Number("unpaidWork", "At most so much of the costs may be unpaid work in the own share, in percent.",
            phase => phase.Amount?.UnpaidWork);
        Field<StringGraphType>("unpaidWorkDoubt")
            .Description("Where sources may mean unpaidWork of the own share, and not of the costs.")
            .InGermanOrEnglish(phase => phase.Amount?.UnpaidWorkDoubt);
        Field<StringGraphType>("amountInWords").Description("Where a number does not say it.")
            .InGermanOrEnglish(phase => phase.AmountInWords);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FundingCriterionType>>>>("criteria").Description("All of them.")
            .WithMetadata("cost.size", 12).From(phase => phase.Criteria);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("doubts").Description("What is not certain of it.")
            .Argument<StringGraphType>("language", SeedTextFields.Languages)
            .From("language", (phase, language) => phase.Doubts.Select(doubt => doubt.In(language)).ToList());
        Field<NonNullGraphType<FundingPageType>>("source").Description("Where it stands.").From(phase => phase.Page);
    }

    private void Day(string name, string what, Func<FundingPhase, DateOnly?> read) => Field<DateGraphType>(name)
        .Description(what + " Null where no source says it.").From(phase => read(phase)?.ToDateTime(TimeOnly.MinValue));

    private void Number(string name, string what, Func<FundingPhase, int?> read) => Field<IntGraphType>(name)
        .Description(what + " Null where no source says it.").From(phase => read(phase));
}

public sealed class FundingLineType : ObjectGraphType<FundingLine>
{
    public FundingLineType()
    {
        Name = "FundingLine";
        Description = "A line of funding: who gives what to whom. Facts from public pages, each with its source; no promise.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id").Description("Global id, for node(id).")
            .From(line => GlobalId.Encode("FundingLine", line.Key));
        Field<NonNullGraphType<StringGraphType>>("key").Description("For example nrw-mso-anschub.").From(line => line.Key);
        Field<NonNullGraphType<StringGraphType>>("name").Description("Its name.").InGermanOrEnglish(line => line.Name);
        Field<NonNullGraphType<StringGraphType>>("programme").Description("What it is part of.").InGermanOrEnglish(line => line.Programme);
        Field<NonNullGraphType<StringGraphType>>("for").Description("Who may apply, in short.").InGermanOrEnglish(line => line.For);
        Field<NonNullGraphType<StringGraphType>>("authority").Description("Who decides.").InGermanOrEnglish(line => line.Authority);
        Field<StringGraphType>("email").Description("Of the authority.").From(line => line.AuthorityEmail);
        Field<StringGraphType>("url").Description("The authority's page.").From(line => line.Url);
        Field<StringGraphType>("legalBasis").Description("What it rests on.").InGermanOrEnglish(line => line.LegalBasis);
        Field<NonNullGraphType<StringGraphType>>("advice").Description("Who helps with it.").InGermanOrEnglish(line => line.Advice);
        Texts("documents", "What an application needs.", line => line.Documents);
        Texts("doubts", "What is not certain of it.", line => line.Doubts);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("topics").Description("Keys of TOPICS.")
            .From(line => line.Topics);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FundingPhaseType>>>>("phases").Description("The latest first.")
            .WithMetadata("cost.size", 8).From(line => line.Phases);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FundingPageType>>>>("sources").Description("All pages that were read.")
            .WithMetadata("cost.size", 12).From(line => line.Pages);
    }

    private void Texts(string name, string what, Func<FundingLine, IReadOnlyList<SeedText>> read) =>
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>(name).Description(what)
            .Argument<StringGraphType>("language", SeedTextFields.Languages)
            .From("language", (line, language) => read(line).Select(text => text.In(language)).ToList());
}

public sealed class FundingFactKindType : EnumerationGraphType<FundingFactKind>
{
    public FundingFactKindType()
    {
        Name = "FundingFactKind";
        Description = "What an answer looks like.";
        Values["YES_NO"]!.Description = "true or false, in yesNo.";
        Values["PERCENT"]!.Description = "0 to 100, in number.";
        Values["NUMBER"]!.Description = "A whole number from 0, in number.";
        Values["DAY"]!.Description = "A day, in day.";
        Values["PLACE"]!.Description = "Key of a municipality (AGS, eight digits), in place.";
    }
}

public sealed class FundingFactType : ObjectGraphType<FundingFact>
{
    public FundingFactType()
    {
        Name = "FundingFact";
        Description = "Something that rules of funding ask.";
        Field<NonNullGraphType<StringGraphType>>("name").Description("For answers, for example nonProfit.").From(fact => fact.Name);
        Field<NonNullGraphType<FundingFactKindType>>("kind").Description("What an answer looks like.").From(fact => fact.Kind);
        Field<NonNullGraphType<StringGraphType>>("question").Description("As a person is asked.").InGermanOrEnglish(fact => fact.Question);
        Field<StringGraphType>("hint").Description("Where to find the answer.").InGermanOrEnglish(fact => fact.Hint);
        Field<NonNullGraphType<BooleanGraphType>>("sensitive").Description("Whether it is about people. No answer is ever stored.")
            .From(fact => fact.IsSensitive);
    }
}

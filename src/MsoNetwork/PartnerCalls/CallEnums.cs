using GraphQL.Types;

namespace MsoNetwork.PartnerCalls;

public sealed class PartnerCallDirectionType : EnumerationGraphType<PartnerCallDirection>
{
    public PartnerCallDirectionType()
    {
        Name = "PartnerCallDirection";
        Description = "Whether something is looked for or given.";
        Values["SEEKS"]!.Description = "The organisation looks for it (Gesuch).";
        Values["OFFERS"]!.Description = "The organisation offers it (Angebot).";
    }
}

public sealed class PartnerCallSubjectType : EnumerationGraphType<PartnerCallSubject>
{
    public PartnerCallSubjectType()
    {
        Name = "PartnerCallSubject";
        Description = "What a partner call is about.";
        Values["PROJECT_PARTNER"]!.Description = "A partner for a project.";
        Values["MENTORING"]!.Description = "An experienced organisation accompanies another.";
        Values["ROOMS"]!.Description = "Rooms, for once or regularly.";
        Values["EQUIPMENT"]!.Description = "Things to borrow or to share.";
        Values["VOLUNTEERS"]!.Description = "People who help.";
        Values["SPEAKERS"]!.Description = "Speakers, trainers, artists for an event.";
        Values["INTERPRETING"]!.Description = "Interpreting or translation.";
        Values["TRAINING_PLACE"]!.Description = "A place in a course or training.";
        Values["FUNDING_CONSORTIUM"]!.Description = "Partners for a common application; fundingLine names the line.";
        Values["OTHER"]!.Description = "Anything else; the title says it.";
    }
}

public sealed class PartnerCallStateType : EnumerationGraphType<PartnerCallState>
{
    public PartnerCallStateType()
    {
        Name = "PartnerCallState";
        Description = "How far a partner call is. It goes forward only.";
        Values["DRAFT"]!.Description = "Not published; shown to the organisation alone.";
        Values["OPEN"]!.Description = "Published, and can be answered.";
        Values["FILLED"]!.Description = "Somebody was found.";
        Values["EXPIRED"]!.Description =
            $"Over by itself: the deadline or the period has passed, {PartnerCall.LongestDays} days have gone since the opening, or the "
                + "organisation is dissolved. Days are those of Berlin.";
        Values["WITHDRAWN"]!.Description = "Taken back; shown to the organisation alone.";
    }
}

public sealed class ContactWayType : EnumerationGraphType<ContactWay>
{
    public ContactWayType()
    {
        Name = "PartnerCallContactWay";
        Description = "How to reach the caller.";
        Values["PLATFORM"]!.Description = "By a response here (respondToPartnerCall).";
        Values["EMAIL"]!.Description = "By the organisation's public e-mail address.";
        Values["PHONE"]!.Description = "By the organisation's public telephone number.";
        Values["WEBSITE"]!.Description = "By the organisation's website.";
    }
}

public sealed class PartnerCallOrderType : EnumerationGraphType<PartnerCallOrder>
{
    public PartnerCallOrderType()
    {
        Name = "PartnerCallOrder";
        Description = "Every order ends with the id, so that paging neither repeats nor skips.";
        Values["NEWEST"]!.Description = "Latest opening first.";
        Values["DEADLINE"]!.Description = "What ends first.";
        Values["DISTANCE"]!.Description = "Nearest first; needs filter.near.";
    }
}

public sealed class ResponseStateType : EnumerationGraphType<ResponseState>
{
    public ResponseStateType()
    {
        Name = "PartnerCallResponseState";
        Description = "What became of a response.";
        Values["SENT"]!.Description = "Sent, not answered yet.";
        Values["ACCEPTED"]!.Description = "The caller wants to work together.";
        Values["DECLINED"]!.Description = "The caller does not.";
        Values["WITHDRAWN"]!.Description = "Taken back by who wrote it; message and contact are erased.";
    }
}

using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using Npgsql;

namespace MsoNetwork.PartnerCalls;

/// <summary>What can be wrong with a call or a response, in words for people; the database's own rules are named the same way.</summary>
internal static class PartnerCallErrors
{
    public static Guid Id(string id, string argument, string type = "PartnerCall") => GlobalId.KeyOf(type, id) ?? throw Invalid(argument,
        $"{argument} is no id of a {(type == "PartnerCall" ? "partner call" : "response")}: take the field id of one as it is.");

    public static NetworkException NotFound() => NetworkException.NotFound("input.id", "There is no partner call with this id.");

    public static NetworkException ResponseNotFound() => NetworkException.NotFound("input.id", "There is no response with this id.");

    public static NetworkException OnlyOrganisations() => NetworkException.Forbidden(
        "Only an organisation speaks for itself here: an integration centre may withdraw calls in its area, but neither write nor "
        + "answer them.");

    public static NetworkException Stranger() => NetworkException.Forbidden(
        "Only the organisation whose call it is may do this; withdrawing also the integration centre where it has its seat.");

    public static NetworkException NotTheResponder() =>
        NetworkException.Forbidden("Only the organisation that wrote a response may take it back.");

    public static NetworkException NotTheCaller() =>
        NetworkException.Forbidden("Only the organisation whose call it is accepts or declines a response.");

    public static NetworkException Changed(int given, int now) => Invalid("input.version",
        $"Somebody else has changed this call in between: you began with version {given}, it is {now} now. Read it again, and make "
        + "your change to that.");

    public static NetworkException OwnCall() => Invalid("input.id", "This is your own call: it is answered by others.");

    public static NetworkException NotOpen(PartnerCallState? state = null) => Invalid("input.id", state switch
    {
        PartnerCallState.Filled => "This call is filled: somebody was found already.",
        PartnerCallState.Withdrawn => "This call was withdrawn.",
        PartnerCallState.Draft => "This call is a draft: open it first.",
        PartnerCallState.Open => "This call is open already.",
        _ => "This call has expired. Write a new one; what has ended does not come back.",
    });

    public static NetworkException ResponseClosed(ResponseState state) => Invalid("input.id", state switch
    {
        ResponseState.Accepted => "This response is accepted already.",
        ResponseState.Declined => "This response is declined already.",
        _ => "This response was taken back by who wrote it.",
    });

    public static NetworkException Late() => Invalid("input.content.deadline",
        "The deadline or the period's end lies in the past; days are those of Berlin. Give a later day, or none.");

    public static NetworkException EndsBeforeStart() => Invalid("input.content.endsOn", "The end lies before the start.");

    /// <summary>What a rule of the database says; null when it is none of this room's.</summary>
    public static NetworkException? Of(PostgresException error) => error.ConstraintName switch
    {
        "partner_calls_are_open_ahead" => Late(),
        "partner_calls_end_after_they_start" => EndsBeforeStart(),
        "partner_calls_are_of_living_organisations" or "partner_call_responses_come_from_the_living" =>
            Invalid("input", "Your organisation is dissolved in this directory: it cannot seek, offer or answer."),
        "partner_calls_contact_is_public" => Invalid("input.content.contactWay",
            "Your entry shows no such contact to the public. Choose PLATFORM, or let the entry be completed first."),
        "partner_calls_tell_no_protected_place" => ProtectedAddress.Refusal("input.content." + error.ColumnName),
        "partner_calls_are_not_too_many" => new(ErrorCode.LimitExceeded,
            "You have 100 drafts and open calls already; that is the most. Fill, withdraw or erase some first.", "input"),
        "partner_calls_that_ended_stay" or "partner_call_responses_come_in_time" => NotOpen(),
        "partner_call_responses_come_from_others" => OwnCall(),
        "partner_call_responses_open_once" => Invalid("input.id",
            "You have answered this call already, and the caller has not replied yet. Take that response back first to write another."),
        "FK_partner_call_responses_partner_calls_call_id" => NotFound(),
        _ => null,
    };

    private static NetworkException Invalid(string argument, string message) => NetworkException.Invalid(argument, message);
}

using MsoNetwork.Errors;

namespace MsoNetwork.Teams;

/// <summary>What is refused in this room. The argument is a short name that pages have a sentence for.</summary>
internal static class TeamErrors
{
    public static NetworkException NotFound() => new(ErrorCode.NotFound, "There is no such organisation.", "organisation");

    public static NetworkException Stranger() =>
        new(ErrorCode.Forbidden, "Only leads of the organisation, and the integration centre of its area, change a team.");

    public static NetworkException OnlyPersons() => new(ErrorCode.Forbidden, "This is for persons: a program cannot do it.");

    public static NetworkException NoMember() => new(ErrorCode.NotFound, "This person is not in the team (any more).", "member");

    public static NetworkException LastLead() =>
        new(ErrorCode.Conflict, "A team needs a lead: name another one first, or tell the integration centre that you leave.", "lastLead");

    public static NetworkException WrongAddress() => NetworkException.Invalid("email", "This is not a mail address.");

    public static NetworkException TooMany() =>
        new(ErrorCode.LimitExceeded, "That is more than is allowed. Please wait a day, or ask the integration centre.", "tooMany");

    public static NetworkException Link() =>
        new(ErrorCode.NotFound, "This link is used, or too old, or was taken back. Ask for a new one.", "link");

    public static NetworkException OthersLink() =>
        new(ErrorCode.Forbidden, "This link belongs to another account: sign in as the person who asked for it.", "othersLink");

    public static NetworkException Dissolved() =>
        NetworkException.Invalid("dissolved", "This organisation is dissolved. If that is wrong, tell the integration centre.");

    public static NetworkException HasTeam() =>
        new(ErrorCode.Conflict, "The entry has a team already: ask it for an invitation, or the integration centre.", "hasTeam");

    public static NetworkException AlreadyIn() => new(ErrorCode.Conflict, "You are in this team already.", "alreadyIn");

    public static NetworkException ProvesNothing() => NetworkException.Invalid(
        "address", "An address proves it only if it is the entry's own, or at the domain of the entry's website.");

    public static NetworkException NoMessage() => NetworkException.Invalid("message", "Say in a sentence or two who you are.");
}

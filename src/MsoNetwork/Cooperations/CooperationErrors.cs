using System.Globalization;
using MsoNetwork.Errors;
using Npgsql;

namespace MsoNetwork.Cooperations;

/// <summary>What can be wrong with a cooperation, in words for people; the database's own rules are named the same way.</summary>
internal static class CooperationErrors
{
    public static NetworkException WithItself() =>
        NetworkException.Invalid("input.to", "from and to are the same organisation: a cooperation joins two.");

    public static NetworkException Duplicate() =>
        NetworkException.Invalid(
            "input.title",
            "These two organisations already have an open cooperation of this kind with this title. Confirm or end that one, or give this "
                + "one a title of its own."
        );

    public static NetworkException EndsBeforeStart(string argument) => NetworkException.Invalid(argument, "The end lies before the start.");

    public static NetworkException NotFound() => new(ErrorCode.NotFound, "There is no cooperation with this id.", "input.id");

    public static NetworkException Stranger() =>
        new(
            ErrorCode.Forbidden,
            "Only the two organisations of a cooperation, or the integration centre where one of them has its seat, may do this."
        );

    public static NetworkException OwnProposal() =>
        new(
            ErrorCode.Forbidden,
            "Who proposed a cooperation cannot confirm it: the other organisation does, or a centre that names its source."
        );

    public static NetworkException CentreNeedsSource() =>
        NetworkException.Invalid("input.source", "A centre confirms with the source that says so: give source.name.");

    public static NetworkException NotBegun(Cooperation cooperation) =>
        NetworkException.Invalid(
            "input.id",
            string.Create(
                CultureInfo.InvariantCulture,
                $"This cooperation begins only on {cooperation.StartsOn:yyyy-MM-dd}, so there is no end yet. Until then "
                    + $"declineCooperation calls it off."
            )
        );

    /// <summary>A step that the state does not allow, with what happened before.</summary>
    public static NetworkException TooLate(Cooperation cooperation) =>
        NetworkException.Invalid(
            "input.id",
            cooperation.State switch
            {
                CooperationState.Confirmed => string.Create(
                    CultureInfo.InvariantCulture,
                    $"This cooperation is already confirmed, since {cooperation.ConfirmedAt:yyyy-MM-dd HH:mm} UTC. It can only be ended; "
                        + $"before its first day, only declined."
                ),
                CooperationState.Declined => string.Create(
                    CultureInfo.InvariantCulture,
                    $"This cooperation was declined on {cooperation.ClosedAt:yyyy-MM-dd HH:mm} UTC. Propose a new one."
                ),
                CooperationState.Ended => string.Create(
                    CultureInfo.InvariantCulture,
                    $"This cooperation has ended, recorded on {cooperation.ClosedAt:yyyy-MM-dd HH:mm} UTC. Propose a new one."
                ),
                _ => "This cooperation is only proposed. The other side confirms or declines it first.",
            }
        );

    /// <summary>What a rule of the database says; null when it is none of this room's.</summary>
    public static NetworkException? Of(PostgresException error) =>
        error.ConstraintName switch
        {
            "cooperations_open_once" => Duplicate(),
            "cooperations_one_membership" => NetworkException.Invalid(
                "input.title",
                "This organisation's membership in this umbrella body is already proposed or confirmed. Confirm or end that one."
            ),
            "memberships_have_no_cycle" => NetworkException.Invalid(
                "input.id",
                "The umbrella body belongs to this organisation itself, directly or over others: with this membership it would be above "
                    + "itself."
            ),
            "cooperations_join_two" => WithItself(),
            "cooperations_end_after_they_start" => EndsBeforeStart("input.endsOn"),
            "cooperations_are_confirmed_by_the_other" => OwnProposal(),
            _ => null,
        };
}

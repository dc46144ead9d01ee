using System.ComponentModel;
using GraphQL.Types;

namespace MsoNetwork.WebsiteChecks;

[Description("What visiting a website by a program has shown.")]
public enum WebsiteState
{
    [Description("It was reached.")] Reached,

    [Description("It may not be asked (robots.txt), or answers programs otherwise than people: nothing is known.")] Unclear,

    [Description("It was not reached lately; that may pass.")] Failing,

    [Description("It was not reached on three days at least, over five days or more.")] Unreachable,
}

public sealed class WebsiteStateType : EnumerationGraphType<WebsiteState>;

/// <summary>What is known of a website.</summary>
/// <param name="State">By the last visit, and those before it.</param>
/// <param name="CheckedOn">Day of the last visit.</param>
/// <param name="ReachedOn">The last day on which it was reached; null: on none since the address stands there.</param>
/// <param name="FailingSince">The first of the days on which it has not been reached; null while it is.</param>
public sealed record WebsiteCheck(WebsiteState State, DateOnly CheckedOn, DateOnly? ReachedOn, DateOnly? FailingSince);

public sealed class WebsiteCheckType : ObjectGraphType<WebsiteCheck>
{
    public WebsiteCheckType()
    {
        Name = "WebsiteCheck";
        Description = "Whether the website of an organisation can be reached, as a program sees it about once a week.";
        Field<NonNullGraphType<WebsiteStateType>>("state").Description("What the visits have shown.").Resolve(one => one.Source.State);
        Field<NonNullGraphType<DateGraphType>>("checkedOn").Description("Day of the last visit.")
            .Resolve(one => one.Source.CheckedOn.ToDateTime(TimeOnly.MinValue));
        Field<DateGraphType>("reachedOn").Description("The last day on which it was reached; null: not yet since the address stands there.")
            .Resolve(one => one.Source.ReachedOn?.ToDateTime(TimeOnly.MinValue));
        Field<DateGraphType>("failingSince").Description("The first day on which it was not reached any more; null while it is.")
            .Resolve(one => one.Source.FailingSince?.ToDateTime(TimeOnly.MinValue));
    }
}

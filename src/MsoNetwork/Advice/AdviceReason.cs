namespace MsoNetwork.Advice;

/// <summary>Why somebody is named, and how much it counts.</summary>
public enum AdviceReasonKind
{
    /// <summary>It is there for what is asked.</summary>
    MainTask,

    /// <summary>It helps with that besides.</summary>
    HelpsToo,

    /// <summary>Its entry names the topic.</summary>
    NamesTopic,

    /// <summary>First contact, whatever it is about.</summary>
    FirstContact,

    /// <summary>Responsible for the place.</summary>
    Responsible,
    SameTown,
    SameDistrict,
    Nearest,
    WholeState,
}

/// <summary>One reason.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="About">Needs as need.KEY, terms as term.KEY, or a name.</param>
public sealed record AdviceReason(AdviceReasonKind Kind, IReadOnlyList<string> About)
{
    /// <summary>Its part of the score.</summary>
    public int Points => Kind switch
    {
        AdviceReasonKind.MainTask => 5,
        AdviceReasonKind.Responsible or AdviceReasonKind.SameTown => 3,
        AdviceReasonKind.HelpsToo or AdviceReasonKind.NamesTopic or AdviceReasonKind.SameDistrict => 2,
        AdviceReasonKind.FirstContact => 0,
        _ => 1,
    };
}

using MsoNetwork.Organisations;
using MsoNetwork.Regions;

namespace MsoNetwork.PartnerCalls;

/// <summary>A call as the API shows it at one moment.</summary>
/// <param name="Call">The row.</param>
/// <param name="State">With what time and the organisation's end have made of it.</param>
/// <param name="Location">The place's centre, or that of the only region if it is a district or town, else the organisation's public
/// place.</param>
/// <param name="Metres">From the point asked for; NaN when none was.</param>
public sealed record ListedPartnerCall(PartnerCall Call, PartnerCallState State, Position Location, double Metres)
{
    public Guid Id => Call.Id;

    /// <summary>What the default order goes by: the opening; of a draft its making.</summary>
    public DateTimeOffset Since => Call.OpenedAt ?? Call.CreatedAt;

    public LocalisedText Title(string? language) => LocalisedText.Choose(Call.Titles, language)!;

    public LocalisedText Text(string? language) => LocalisedText.Choose(Call.Texts, language)!;
}

namespace MsoNetwork.PartnerCalls;

/// <summary>What a call's subject is called among the offers that organisations state in their entries.</summary>
public static class PartnerCallOffers
{
    /// <summary>Key of OFFERS; null for subjects that stand in calls alone.</summary>
    public static string? KeyOf(PartnerCallSubject subject) => subject switch
    {
        PartnerCallSubject.Mentoring => "mentoring",
        PartnerCallSubject.Rooms => "room-lending",
        PartnerCallSubject.Equipment => "equipment-lending",
        PartnerCallSubject.Interpreting => "interpreting",
        PartnerCallSubject.TrainingPlace => "volunteer-training",
        _ => null,
    };
}

namespace MsoNetwork.PartnerCalls;

/// <summary>What a call's subject is called among the offers that organisations state in their entries.</summary>
public static class CallOffers
{
    /// <summary>Key of OFFERS; null for subjects that stand in calls alone.</summary>
    public static string? KeyOf(CallSubject subject) => subject switch
    {
        CallSubject.Mentoring => "mentoring",
        CallSubject.Rooms => "room-lending",
        CallSubject.Equipment => "equipment-lending",
        CallSubject.Interpreting => "interpreting",
        CallSubject.TrainingPlace => "volunteer-training",
        _ => null,
    };
}

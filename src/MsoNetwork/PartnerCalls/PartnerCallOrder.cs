namespace MsoNetwork.PartnerCalls;

public enum PartnerCallOrder
{
    Newest,
    Deadline,
    Distance,
}

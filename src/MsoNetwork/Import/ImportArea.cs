using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.Regions;

namespace MsoNetwork.Import;

/// <summary>Where the viewer may write organisations; the permission table says so, once a municipality.</summary>
internal sealed class ImportArea(Viewer viewer, Gazetteer gazetteer)
{
    private readonly Dictionary<string, bool> _creates = new(StringComparer.Ordinal);

    public Gazetteer Gazetteer => gazetteer;

    public bool MayCreate(string municipality)
    {
        if (!_creates.TryGetValue(municipality, out var may))
        {
            may = Rights.Allows(viewer, Resource.Organisation, Operation.Create, new Facts { Seats = [municipality] });
            _creates.Add(municipality, may);
        }

        return may;
    }

    public bool MayChange(Guid organisation, string municipality) =>
        Rights.Allows(viewer, Resource.Organisation, Operation.Change, new Facts { Owners = [organisation], Seats = [municipality] });
}

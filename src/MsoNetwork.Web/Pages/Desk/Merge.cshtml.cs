using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Errors;
using MsoNetwork.Merges;
using MsoNetwork.Moderation;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>/de/schreibtisch/zusammenlegen: two entries side by side, what differs is chosen, and they become one; or two again.</summary>
internal sealed class MergeModel(
    DeskList lists, MergePreview preview, MergeOrganisations merge, UnmergeOrganisations unmerge, Registry registry) : DeskPage
{
    // Tables by what people call them; the rest is not worth a line each.
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["cooperations"] = "ties",
        ["memberships"] = "ties",
        ["partner_calls"] = "calls",
        ["partner_call_responses"] = "calls",
        ["trainings"] = "trainings",
        ["organisation_people"] = "people",
        ["organisation_sources"] = "sources",
    };

    public OrganisationEntry Survivor { get; private set; } = null!;

    public OrganisationEntry Loser { get; private set; } = null!;

    public IReadOnlyList<MergedField> Fields { get; private set; } = [];

    public Gazetteer Regions { get; private set; } = null!;

    /// <summary>What moves, by kind, and how many.</summary>
    public IReadOnlyList<(string Kind, long Rows)> Moving { get; private set; } = [];

    /// <summary>Why it was not done; null when nobody tried.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Whether a field is taken from the entry that goes: as somebody chose it, else where the other says nothing.</summary>
    public bool TakesLoser(MergedField field) =>
        (Request.HasFormContentType ? Request.Form["field-" + field.Name].ToString() : "") switch
        {
            "loser" => true,
            "survivor" => false,
            _ => field.Survivor.Count == 0,
        };

    /// <summary>What stays whatever somebody chooses: of two places the one that is protected. Null where there is a choice.</summary>
    public IReadOnlyList<string>? Settled(MergedField field) =>
        field.Name != MergeFields.Place || Survivor.IsProtected == Loser.IsProtected ? null
        : Survivor.IsProtected ? field.Survivor : field.Loser;

    public async Task<IActionResult> OnGetAsync(string? bleibt, string? geht) => await ShowAsync(bleibt, geht) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? bleibt, string? geht, string? survivorVersion, string? loserVersion)
    {
        if (!await ShowAsync(bleibt, geht)) return NotFound();
        string[] Chosen(string side) => [.. MergeFields.Names.Where(name => Request.Form["field-" + name] == side)];
        try
        {
            await merge.RunAsync(
                new MergedPair(Survivor.Id, Loser.Id)
                {
                    FromLoser = Chosen("loser"),
                    FromSurvivor = Chosen("survivor"),
                    SurvivorVersion = survivorVersion,
                    LoserVersion = loserVersion,
                },
                Aborted);
        }
        catch (NetworkException refusal) when (refusal.Code is ErrorCode.Conflict or ErrorCode.Unavailable)
        {
            Refusal = T["merge.conflict"];
            return Page();
        }

        // Its slug may be another one, when its place is protected from now on.
        var entry = await registry.Loaders.ById.Load(Survivor.Id, found => found).GetResultAsync(Aborted);
        return Done($"schreibtisch/organisationen/{entry!.Slug}", "merged", 1);
    }

    public async Task<IActionResult> OnPostUndoAsync(Guid loser)
    {
        int left;
        try
        {
            left = await unmerge.RunAsync(loser, Aborted);
        }
        catch (NetworkException refusal) when (refusal.Code is ErrorCode.NotFound or ErrorCode.Forbidden)
        {
            return NotFound();
        }
        catch (NetworkException refusal) when (refusal.Code is ErrorCode.Conflict or ErrorCode.Unavailable)
        {
            return Done("schreibtisch/listen/doppelt", "notMerged", 1);
        }

        var entry = await registry.Loaders.ById.Load(loser, found => found).GetResultAsync(Aborted);
        return Done($"schreibtisch/organisationen/{entry!.Slug}", "unmerged", 1, left);
    }

    private async Task<bool> ShowAsync(string? survivor, string? loser)
    {
        if (survivor is not { Length: <= 200 } || loser is not { Length: <= 200 } || survivor == loser) return false;
        if (await lists.FindAsync(survivor, Aborted) is not { } one || await lists.FindAsync(loser, Aborted) is not { } other) return false;
        if (!await preview.MayAsync(one.MunicipalityKey, other.MunicipalityKey, Aborted)) return false;
        (Survivor, Loser, Title) = (one, other, T["merge.title"]);
        (Regions, var vocabularies) = await registry.ReferenceAsync(Aborted);
        Fields = await preview.FieldsAsync(one, other, vocabularies, Language.Tag, T["merge.hidden"], Aborted);
        Moving =
        [
            .. (await preview.OfAsync(other.Id, Aborted)).GroupBy(one => Kinds.GetValueOrDefault(one.Table, "other"))
                .Select(kind => (kind.Key, kind.Sum(one => one.Rows))),
        ];
        return true;
    }
}

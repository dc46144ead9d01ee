using MsoNetwork.Migrations;

namespace MsoNetwork.Web.Settings;

/// <summary>
/// MSONET_NEWER_DATABASE: what a program does on a database that a newer one has migrated. refused (the default): it is not ready, and
/// migrates and seeds nothing. expanded: it serves where the newer one's migrations only add, during an upgrade or after a rollback.
/// </summary>
internal sealed class NewerDatabase(IConfiguration settings)
{
    private readonly bool _takesExpanded = settings["NEWER_DATABASE"]?.Trim() switch
    {
        null or "" or "refused" => false,
        "expanded" => true,
        var other => throw new WrongSettingException($"MSONET_NEWER_DATABASE is \"{other}\"; it takes refused or expanded."),
    };

    /// <summary>Null where this program may work on the database.</summary>
    public string? ProblemOf(MigrationState state)
    {
        if (state.Unknown.Count == 0 || (_takesExpanded && state.OnlyExpands)) return null;
        var sentence = $"the database is newer than this program: it has {(state.Unknown.Count == 1 ? "a migration" : "migrations")} that "
            + $"this one does not know ({state.Unknown[^1]}). Start the newer program, or restore a copy from before it";
        return state.OnlyExpands ? sentence + "; it only adds, so MSONET_NEWER_DATABASE=expanded serves all the same." : sentence + ".";
    }
}

/// <summary>Nothing is written into a database of a newer program.</summary>
internal sealed class NewerDatabaseException(string problem) : Exception(char.ToUpperInvariant(problem[0]) + problem[1..]);

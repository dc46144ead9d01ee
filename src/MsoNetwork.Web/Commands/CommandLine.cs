using System.CommandLine;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Commands;

/// <summary>All that msonet can be asked.</summary>
internal static class CommandLine
{
    public static RootCommand Create() => new("MsoNetwork: the open directory of migrant self-organisations in North Rhine-Westphalia.")
    {
        ServeCommand.Create(),
        MigrateCommand.Create(),
        SeedCommand.Create(),
        ImportCommand.Create(),
        ImportTrainingsCommand.Create(),
        ReindexCommand.Create(),
        ExportCommand.Create(),
        MissedSearchesCommand.Create(),
        FindDuplicatesCommand.Create(),
        EvaluateSearchCommand.Create(),
        MeilisearchKeysCommand.Create(),
        SignInCommand.Create(),
        AdministratorCommand.Create(),
        AdministratorCommand.CreateForVocabularies(),
        EvaluateMatchingCommand.Create(),
        MailBounceCommand.Create(),
        ApplyErasuresCommand.Create(),
        RetentionCommand.Create(),
        NewsCommands.CreateFetch(),
        NewsCommands.CreateAdd(),
        AuditFundingCommand.Create(),
    };

    /// <exception cref="WrongSettingException">They cannot be read at all.</exception>
    public static ParseResult Parse(string[] arguments)
    {
        try
        {
            return Create().Parse(arguments);
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FormatException or OverflowException)
        {
            throw new WrongSettingException($"These arguments cannot be read: {wrong.Message} See msonet --help");
        }
    }
}

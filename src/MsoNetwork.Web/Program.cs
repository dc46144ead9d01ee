using System.CommandLine;
using MsoNetwork.Web.Commands;

var root = new RootCommand("MsoNetwork: the open directory of migrant self-organisations in North Rhine-Westphalia.")
{
    ServeCommand.Create(),
    MigrateCommand.Create(),
    SeedCommand.Create(),
    ImportCommand.Create(),
    ReindexCommand.Create(),
    ExportCommand.Create(),
    MissedSearchesCommand.Create(),
    EvaluateSearchCommand.Create(),
    MeilisearchKeysCommand.Create(),
    EvaluateMatchingCommand.Create(),
};
var parsed = root.Parse(args);
// Longer than the server takes to finish what it is answering; System.CommandLine would end the process after two seconds.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30), EnableDefaultExceptionHandler = false };
try
{
    var code = await parsed.InvokeAsync(invocation);
    return parsed.Errors.Count > 0 ? 2 : code;
}
catch (WrongSettingException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}

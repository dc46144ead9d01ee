using System.CommandLine;
using MsoNetwork.Web.Commands;
using MsoNetwork.Web.Settings;

// Longer than the server takes to finish what it is answering; System.CommandLine would end the process after two seconds.
var invocation = new InvocationConfiguration
{
    ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
    EnableDefaultExceptionHandler = false,
};
try
{
    var parsed = CommandLine.Parse(args);
    if (parsed.Errors.Count > 0) invocation.Output = Console.Error; // the usage: what stands behind > is to be a file of ours or empty
    var code = await parsed.InvokeAsync(invocation);
    return parsed.Errors.Count > 0 ? 2 : code;
}
catch (WrongSettingException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}

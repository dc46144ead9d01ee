using System.CommandLine;
using MsoNetwork.Web.Commands;

var root = new RootCommand("MsoNetwork: the open directory of migrant self-organisations in North Rhine-Westphalia.")
{
    ServeCommand.Create(),
    MigrateCommand.Create(),
    SeedCommand.Create(),
};
var parsed = root.Parse(args);
var code = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? 2 : code;

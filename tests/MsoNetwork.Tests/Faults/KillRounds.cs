using System.Globalization;

namespace MsoNetwork.Tests.Faults;

/// <summary>How often something is killed: as MSONET_KILL_ROUNDS says, else so often that everybody waits for it.</summary>
internal static class KillRounds
{
    public static int Or(int usual) => Environment.GetEnvironmentVariable("MSONET_KILL_ROUNDS") is { Length: > 0 } given
        ? int.Parse(given, CultureInfo.InvariantCulture) : usual;

    public static void Report(string said) => TestContext.Current.TestOutputHelper!.WriteLine(said);
}

using MsoNetwork.Erasure;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Background;

/// <summary>
/// Reads MSONET_ERASURES: where the list of what was erased lies, which outlives a restored database. And MSONET_RETENTION: what is kept
/// how long.
/// </summary>
internal static class ConfiguredErasure
{
    private const string Name = "erasures.list";

    public static ErasureFiles Files(ConfigurationManager settings) => new(
        Given(settings["ERASURES"]) ?? Path.Combine(Home(settings), Name),
        string.IsNullOrWhiteSpace(settings["SMTP"]) ? ConfiguredMail.Folder(settings) : null,
        DataFolder.Of(settings["EXPORTS"], "exports"));

    public static RetentionPeriods Periods(IConfiguration settings)
    {
        try
        {
            return RetentionPeriods.Read(settings["RETENTION"]);
        }
        catch (FormatException wrong)
        {
            throw new WrongSettingException($"MSONET_RETENTION: {wrong.Message}.");
        }
    }

    private static string Home(ConfigurationManager settings) => Given(settings["DATA_HOME"]) ?? Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } home ? home : "/var/lib", "msonet");

    private static string? Given(string? text) => text?.Trim() is { Length: > 0 } given ? Path.GetFullPath(given) : null;
}

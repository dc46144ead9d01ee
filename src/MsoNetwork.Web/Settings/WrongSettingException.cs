namespace MsoNetwork.Web.Settings;

/// <summary>A setting that cannot be used; the message names it and what would be right. Ends a command with exit code 2.</summary>
internal sealed class WrongSettingException(string message) : Exception(message);

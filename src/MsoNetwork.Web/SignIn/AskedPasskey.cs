namespace MsoNetwork.Web.SignIn;

/// <summary>What a browser sends of a passkey answers a question that Identity keeps in its cookie.</summary>
internal static class AskedPasskey
{
    /// <summary>Null where this browser was not asked, or too long ago.</summary>
    public static async Task<T?> OrNullAsync<T>(Func<Task<T>> answer)
        where T : class
    {
        try
        {
            return await answer();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

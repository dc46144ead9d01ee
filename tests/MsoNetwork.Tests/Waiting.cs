namespace MsoNetwork.Tests;

/// <summary>Waits for what must come; no test asserts how long it took.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Task UntilAsync(Func<bool> holds, string otherwise) => UntilAsync(() => Task.FromResult(holds()), otherwise);

    public static async Task UntilAsync(Func<Task<bool>> holds, string otherwise)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, otherwise);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}

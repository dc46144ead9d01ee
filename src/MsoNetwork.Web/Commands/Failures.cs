using MsoNetwork.Errors;
using MsoNetwork.Import;
using MsoNetwork.Meilisearch;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Commands;

/// <summary>What goes wrong outside the program (files, disk, database, search engine) as one line instead of a stack trace; exit code 1.
/// What was asked for and cannot be meant, in the same way; exit code 2.</summary>
internal static class Failures
{
    public static async Task<int> InWordsAsync(string outcome, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (DatabaseWords.Find(exception) is not null)
        {
            await Console.Error.WriteLineAsync(
                $"{outcome}: {DatabaseWords.Of(DatabaseWords.Find(exception)!, Environment.GetEnvironmentVariable("MSONET_DATABASE"))}"
            );
            return 1;
        }
        catch (Exception exception)
            when (exception
                    is ImportRefusedException
                        or IOException
                        or UnauthorizedAccessException
                        or MeilisearchException
                        or HttpRequestException
                        or NewerDatabaseException
            )
        {
            await Console.Error.WriteLineAsync(
                $"{outcome}: {(exception is HttpRequestException ? "The search engine is not reachable: " : "")}{exception.Message}"
            );
            return 1;
        }
        catch (NetworkException wrong)
        {
            await Console.Error.WriteLineAsync($"{outcome}: {wrong.Message}");
            return 2;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{outcome}: stopped.");
            return 1;
        }
    }
}

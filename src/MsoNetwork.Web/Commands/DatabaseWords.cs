using System.Net.Sockets;
using Npgsql;

namespace MsoNetwork.Web.Commands;

/// <summary>What an operator is to do when the database refuses; one line, without statements, positions and stack traces.</summary>
internal static class DatabaseWords
{
    /// <summary>EF Core puts an error that may pass into another one, with advice for programmers.</summary>
    public static NpgsqlException? Find(Exception exception) =>
        exception as NpgsqlException ?? (exception as InvalidOperationException)?.InnerException as NpgsqlException;

    /// <param name="exception">What went wrong.</param>
    /// <param name="database">The connection string, if it is known.</param>
    public static string Of(NpgsqlException exception, string? database) =>
        exception switch
        {
            {
                InnerException: SocketException
                {
                    SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain
                } unknown
            } => $"The host {Host(database)}of MSONET_DATABASE is not known: {unknown.Message}.",
            PostgresException said => Of(said),
            { InnerException: SocketException } => $"The database says: {exception.Message}. MSONET_DATABASE names host and port.",
            { InnerException: AggregateException each } =>
                $"The database says: {string.Join("; ", each.InnerExceptions.Select(one => one.Message))}. MSONET_DATABASE names the "
                    + "hosts.",
            _ => $"The database says: {exception.Message}",
        };

    private static string Of(PostgresException said)
    {
        var sentence = $"The database says: {said.SqlState}: {said.MessageText.ReplaceLineEndings(" ")}";
        return said.SqlState switch
        {
            PostgresErrorCodes.InsufficientPrivilege when IsAboutPostGis(said) =>
                $"{sentence}. Once, a superuser must say there: CREATE EXTENSION postgis; then start again.",
            PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.UndefinedFile when IsAboutPostGis(said) =>
                $"{sentence}. Install PostGIS beside that PostgreSQL (Debian: postgresql-postgis), then start again.",
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction =>
                $"{sentence}. Its tables are not of this version: run msonet migrate, then msonet seed.",
            PostgresErrorCodes.ReadOnlySqlTransaction =>
                $"{sentence}. MSONET_DATABASE names a standby, or a database that takes no writes: this needs the primary.",
            PostgresErrorCodes.InvalidCatalogName => $"{sentence}. MSONET_DATABASE names it; msonet migrate makes it.",
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"{sentence}. MSONET_DATABASE gives user and password.",
            _ => sentence,
        };
    }

    private static bool IsAboutPostGis(PostgresException said) => said.MessageText.Contains("postgis", StringComparison.OrdinalIgnoreCase);

    private static string Host(string? database) => database is null ? "" : $"\"{new NpgsqlConnectionStringBuilder(database).Host}\" ";
}

using Npgsql;

namespace MsoNetwork.Web.GraphQl;

/// <summary>Somebody was there when the request began, and was erased before it wrote. Whoever asks again is told how it is now.</summary>
internal static class GoneMeanwhile
{
    public static bool Is(PostgresException error) =>
        error is { SqlState: PostgresErrorCodes.ForeignKeyViolation, ConstraintName: { } name }
        && name.Contains("_persons_", StringComparison.Ordinal);
}

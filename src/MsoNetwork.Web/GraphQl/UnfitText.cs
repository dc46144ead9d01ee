using Npgsql;

namespace MsoNetwork.Web.GraphQl;

/// <summary>A text with a character that PostgreSQL takes in none: U+0000, also within JSON.</summary>
internal static class UnfitText
{
    public static bool Is(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter;
}

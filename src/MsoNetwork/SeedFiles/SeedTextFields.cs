using GraphQL.Builders;

namespace MsoNetwork.SeedFiles;

/// <summary>Fields of texts that are German, and English where somebody wrote it.</summary>
internal static class SeedTextFields
{
    public const string Languages =
        "de or en; where there is no English it is German, as in every other language. That of the request unless told.";

    public static void InGermanOrEnglish<TSource>(this FieldBuilder<TSource, object> field, Func<TSource, SeedText?> read)
        where TSource : notnull =>
        field.Argument<GraphQL.Types.StringGraphType>("language", Languages)
            .From("language", (source, language) => read(source)?.In(language));
}

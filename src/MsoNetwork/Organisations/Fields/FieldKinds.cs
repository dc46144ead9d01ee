using MsoNetwork.Organisations.Values;
using MsoNetwork.Vocabularies;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Organisations.Fields;

/// <summary>The kinds of fields that there are: what those of a kind have in common.</summary>
internal static class FieldKinds
{
    /// <summary>A value of the registry itself, which no source tells.</summary>
    public static OrganisationField Kept(
        string name,
        string column,
        OrganisationColumns readWith,
        Action<OrganisationEntry, NpgsqlDataReader, int> read
    ) => Field(name, column, FieldGroup.State, readWith, read);

    /// <summary>One text, or none.</summary>
    public static OrganisationField Line(
        string name,
        string column,
        FieldGroup group,
        OrganisationColumns readWith,
        Action<OrganisationEntry, string?> set,
        Func<OrganisationEntry, object?> value,
        Func<ValueReader, object?> rule
    ) =>
        Field(name, column, group, readWith, (entry, row, at) => set(entry, row.IsDBNull(at) ? null : row.GetString(at))) with
        {
            Merge = FieldMerge.Value,
            Rule = rule,
            Staged = [StagedColumn.Text(column, Told(column))],
            Files = [new(column, value)],
        };

    /// <summary>Several texts.</summary>
    public static OrganisationField List(
        string name,
        string column,
        FieldGroup group,
        OrganisationColumns readWith,
        Action<OrganisationEntry, string[]> set,
        Func<OrganisationEntry, string[]> value,
        Func<ValueReader, object?> rule
    ) =>
        Field(name, column, group, readWith, (entry, row, at) => set(entry, row.GetFieldValue<string[]>(at))) with
        {
            Merge = FieldMerge.List,
            Input = FieldInput.List,
            Rule = rule,
            Staged =
            [
                StagedColumn.Of<string[]>(column, "text[] NOT NULL", NpgsqlDbType.Array | NpgsqlDbType.Text, row =>
                    Told(column)(row) ?? Array.Empty<string>()),
            ],
            Files = [new(column, value)],
            IsSearched = true,
        };

    /// <summary>Keys of terms.</summary>
    public static OrganisationField Terms(
        string name,
        string column,
        VocabularyName vocabulary,
        OrganisationColumns readWith,
        Action<OrganisationEntry, string[]> set,
        Func<OrganisationEntry, string[]> value
    ) =>
        List(name, column, FieldGroup.What, readWith, set, value, read => read.Terms(vocabulary, column)) with
        {
            Vocabulary = vocabulary,
            GivesKeywords = true,
        };

    /// <summary>A text in several languages, by BCP 47 tag.</summary>
    /// <param name="name">In the API.</param>
    /// <param name="column">In the database.</param>
    /// <param name="header">In files, where <c>_de</c> and so on stand behind it.</param>
    /// <param name="group">What it is about.</param>
    /// <param name="about">What the API says of it, without full stop.</param>
    public static OrganisationField Texts(string name, string column, string header, FieldGroup group, string about) =>
        Field(name, column, group, OrganisationColumns.Descriptions, (entry, row, at) => entry.SetTexts(column, row.GetString(at))) with
        {
            Merge = FieldMerge.Texts,
            Input = FieldInput.ByLanguage,
            Rule = read => read.Texts(header),
            Staged = [StagedColumn.Of<string>(column, "jsonb NOT NULL", NpgsqlDbType.Jsonb, row => Told(column)(row) ?? "{}")],
            Files = [new(header, entry => entry.Texts(column))],
            About = about,
        };

    /// <summary>Any other: one column, which no source tells.</summary>
    public static OrganisationField Field(
        string name,
        string column,
        FieldGroup group,
        OrganisationColumns readWith,
        Action<OrganisationEntry, NpgsqlDataReader, int> read
    ) =>
        new()
        {
            Name = name,
            Column = column,
            Group = group,
            ReadWith = readWith,
            Sql = "o." + column,
            Read = (entry, row, at) =>
            {
                read(entry, row, at);
                return at + 1;
            },
        };

    /// <summary>What is told of a field.</summary>
    public static Func<ToldOrganisation, object?> Told(string column) => row => row[column];
}

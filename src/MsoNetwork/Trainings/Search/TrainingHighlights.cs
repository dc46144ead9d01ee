using System.ComponentModel;
using GraphQL.Types;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Trainings.Search;

[Description("Which text of a training matched.")]
public enum TrainingHighlightField
{
    [Description("The title.")] Title,
    [Description("The label of one of its topics.")] Topic,
    [Description("The label of one of its target groups.")] TargetGroup,
    [Description("The name of one of its languages.")] Language,
    [Description("The text.")] Text,
}

public sealed class TrainingHighlightFieldType : EnumerationGraphType<TrainingHighlightField>;

public sealed class TrainingHighlightType() : HighlightType<TrainingHighlightField, TrainingHighlightFieldType>(
    "TrainingHighlight", "A text of a training in which something matched.", "title or text");

/// <summary>Marks what matched in a training, by the same rules as the index.</summary>
public static class TrainingHighlights
{
    public static IReadOnlyList<Highlight<TrainingHighlightField>> Of(
        Training training, UnderstoodQuery query, VocabularySet vocabularies)
    {
        if (query.Parts.Count == 0) return [];
        var marked = new Highlights<TrainingHighlightField>(query, vocabularies);
        marked.Text(TrainingHighlightField.Title, training.Title, training.Language);
        marked.Terms(TrainingHighlightField.Topic, VocabularyName.Topics, training.Topics);
        marked.Terms(TrainingHighlightField.TargetGroup, VocabularyName.TargetGroups, training.TargetGroups);
        marked.Terms(TrainingHighlightField.Language, VocabularyName.Languages, training.Languages);
        marked.Text(TrainingHighlightField.Text, training.Text, training.Language);
        return marked.Found;
    }
}

namespace MsoNetwork.Accounts;

/// <summary>What somebody is to the directory. What follows from it stands in the permission table alone.</summary>
public enum Role
{
    /// <summary>Whoever asks, signed in or not.</summary>
    Visitor,

    /// <summary>Signed in.</summary>
    Person,

    /// <summary>Writes for an organisation.</summary>
    Editor,

    /// <summary>Answers for an organisation: may all that its editors may.</summary>
    Lead,

    /// <summary>Works in an integration centre: for organisations seated where it is responsible.</summary>
    CentreStaff,

    /// <summary>Keeps vocabularies and seeds.</summary>
    VocabularyEditor,

    /// <summary>Runs the directory.</summary>
    Administrator,
}

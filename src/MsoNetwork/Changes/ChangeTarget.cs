using Npgsql;

namespace MsoNetwork.Changes;

/// <summary>What was built anew beside the live one.</summary>
/// <param name="Documents">How many it holds.</param>
/// <param name="ShowAsync">Puts it in the place of the live one. Not called when the reading breaks.</param>
public sealed record BuiltTarget(int Documents, Func<CancellationToken, Task> ShowAsync);

/// <summary>Something in this process that is kept like the registry. All is read in the given connection's snapshot.</summary>
/// <param name="Name">What it holds, for logs: "organisations".</param>
/// <param name="Subjects">Whose changes it follows.</param>
/// <param name="BasisAsync">A text of what else it is built from, asked with the changes; another text means: build it anew.</param>
/// <param name="BuildAsync">Reads everything.</param>
/// <param name="ApplyAsync">Reads what has changed and takes it. May come twice with the same.</param>
/// <param name="Count">How many documents it holds.</param>
public sealed record ChangeTarget(
    string Name,
    string[] Subjects,
    Func<NpgsqlConnection, LoggedChanges, CancellationToken, Task<string>> BasisAsync,
    Func<NpgsqlConnection, CancellationToken, Task<BuiltTarget>> BuildAsync,
    Func<NpgsqlConnection, LoggedChanges, CancellationToken, Task> ApplyAsync,
    Func<int> Count
);

namespace MsoNetwork.Relay;

/// <summary>What a field counts beside itself for the work that its arguments mean; metadata "cost.work" of a field.</summary>
/// <param name="argument">Gives an argument's coerced value by its name.</param>
public delegate int FieldWork(Func<string, object?> argument);

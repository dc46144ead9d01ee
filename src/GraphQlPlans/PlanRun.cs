using System.Collections;
using GraphQL;
using GraphQL.DataLoader;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;

namespace GraphQlPlans;

/// <summary>
/// Runs a plan once, with the order of GraphQL.NET's SerialExecutionStrategy: one field after the other, depth first; whatever waits
/// for a loader is completed when nothing else is left, so that all rows ask before the first statement is sent.
/// </summary>
internal sealed class PlanRun(
    ISchema schema,
    Plan plan,
    PlanValues values,
    IServiceProvider services,
    Dictionary<string, object?> userContext,
    Action<Exception> report,
    CancellationToken cancellationToken
)
{
    private readonly Stack<(ObjectNode Node, int Next)> _open = new();
    private readonly List<(ObjectNode Node, int Next)> _opened = [];
    private readonly Queue<(PlannedField Field, PlannedType Type, PlanNode Parent, int Slot, IDataLoaderResult Loader)> _loading = new();
    private PlanContext? _spare;

    public ISchema Schema => schema;

    public Plan Plan => plan;

    public Variables Variables => values.Variables;

    public IServiceProvider Services => services;

    public CancellationToken CancellationToken => cancellationToken;

    public ExecutionErrors Errors { get; } = [];

    public Dictionary<string, object?> UserContext => userContext;

    public IDictionary<string, ArgumentValue>? Arguments(PlannedField field) => values.Of(field.First);

    /// <summary>Gives the answer's data: null when a null goes up to the root.</summary>
    public async Task<ObjectNode?> RunAsync()
    {
        var root = new ObjectNode(plan.Root, null, null, null, 0);
        _open.Push((root, 0));
        while (true)
        {
            while (_open.TryPop(out var frame))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (node, slot) = frame;
                if (node.Plan.IsAtHand)
                {
                    Fill(node);
                    continue;
                }

                for (; slot < node.Slots.Length && _opened.Count == 0; slot++)
                {
                    var field = node.Plan.Fields[slot];
                    if (field.Source is not null)
                    {
                        Read(field, node, slot);
                        continue;
                    }

                    try
                    {
                        var context = (_spare ?? new PlanContext(this)).At(node, slot);
                        _spare = null;
                        var resolving = field.Resolver.ResolveAsync(context);
                        var (ready, value) = (resolving.IsCompleted, await resolving);
                        // Whoever goes on later may still read its context.
                        if (ready && (value is string || value is not (IDataLoaderResult or IEnumerable))) _spare = context;
                        node.Slots[slot] = Complete(field, field.Type, value, node, slot);
                    }
                    catch (Exception error) when (!(error is OperationCanceledException && cancellationToken.IsCancellationRequested))
                    {
                        Fail(field, node, slot, error);
                    }
                }

                if (slot < node.Slots.Length) _open.Push((node, slot)); // after what this field has opened
                Open();
            }

            if (!_loading.TryDequeue(out var waiting)) break;
            await LoadAsync(waiting.Field, waiting.Type, waiting.Parent, waiting.Slot, waiting.Loader);
            // The others that wait come first: what stands below them may ask the same loaders.
            while (_loading.TryDequeue(out waiting))
                await LoadAsync(waiting.Field, waiting.Type, waiting.Parent, waiting.Slot, waiting.Loader);
            Open();
        }

        return Errors.Count == 0 || root.PropagateNull() ? root : null;
    }

    private async ValueTask LoadAsync(PlannedField field, PlannedType type, PlanNode parent, int slot, IDataLoaderResult loader)
    {
        try
        {
            parent.Slots[slot] = Complete(field, type, await loader.GetResultAsync(cancellationToken), parent, slot);
        }
        catch (Exception error) when (!(error is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            Fail(field, parent, slot, error);
        }
    }

    // The last that was opened is run first, so the first must be pushed last.
    private void Open()
    {
        for (var last = _opened.Count - 1; last >= 0; last--) _open.Push(_opened[last]);
        _opened.Clear();
    }

    private object? Complete(PlannedField field, PlannedType type, object? value, PlanNode parent, int slot)
    {
        if (value is not string && value is IDataLoaderResult loader)
        {
            _loading.Enqueue((field, type, parent, slot, loader));
            return null;
        }

        if (type.Scalar is not null)
            value = type.Serialize(value);
        if (value is null)
            return type.Required ? throw new InvalidOperationException($"{field.Definition.Name} is null and must not be.") : null;
        if (type.Scalar is not null)
            return value;
        return type.Item is { } item ? CompleteList(field, item, value, parent, slot) : CompleteObject(field, type, value, parent, slot);
    }

    private ObjectNode CompleteObject(PlannedField field, PlannedType type, object value, PlanNode parent, int slot)
    {
        var planned = type.Object
            ?? (((IAbstractGraphType)type.Graph).GetObjectType(value, schema) is { } found ? type.Cases!.GetValueOrDefault(found) : null)
            ?? throw new InvalidOperationException($"{field.Definition.Name} is nothing that {type.Graph.Name} may be.");
        if (planned.IsTypeOf?.Invoke(value) == false)
            throw new InvalidOperationException($"{field.Definition.Name} is no {planned.Type.Name}.");
        var node = new ObjectNode(planned, value, field, parent, slot);
        if (planned.Fields.Length > 0) _opened.Add((node, 0));
        return node;
    }

    // In the order in which everything is run, but there is nothing to wait for in it.
    private void Fill(ObjectNode node)
    {
        var fields = node.Plan.Fields;
        var first = _opened.Count;
        for (var slot = 0; slot < fields.Length; slot++)
        {
            Read(fields[slot], node, slot);
            if (_opened.Count == first) continue;
            for (var next = first; next < _opened.Count; next++) Fill(_opened[next].Node);
            _opened.RemoveRange(first, _opened.Count - first);
        }
    }

    private void Read(PlannedField field, ObjectNode node, int slot)
    {
        try
        {
            var value = field.Source is { } source ? source.Read(node.Source!) : OfProperty(field, node, slot);
            node.Slots[slot] = Complete(field, field.Type, value, node, slot);
        }
        catch (Exception error)
        {
            Fail(field, node, slot, error);
        }
    }

    private object? OfProperty(PlannedField field, ObjectNode node, int slot)
    {
        // Its context is the next one's: a property keeps nothing of it.
        var resolving = field.Resolver.ResolveAsync((_spare ??= new PlanContext(this)).At(node, slot));
        return resolving.IsCompleted ? resolving.Result : throw new InvalidOperationException($"{field.Definition.Name} is no property.");
    }

    private ListNode CompleteList(PlannedField field, PlannedType item, object value, PlanNode parent, int slot)
    {
        // Read to its end first: where reading fails, nothing of it is run.
        var entries =
            value as IList
            ?? (value as IEnumerable ?? throw new InvalidOperationException($"{field.Definition.Name} is no list."))
                .Cast<object?>()
                .ToList();
        var list = new ListNode(item, entries.Count, field, parent, slot);
        for (var place = 0; place < entries.Count; place++)
        {
            try
            {
                list.Slots[place] = Complete(field, item, entries[place], list, place);
            }
            catch (Exception error)
            {
                Fail(field, list, place, error);
            }
        }

        return list;
    }

    private void Fail(PlannedField field, PlanNode parent, int slot, Exception cause)
    {
        if (cause is not ExecutionError error)
        {
            report(cause);
            error = new UnhandledError($"Error trying to resolve field '{field.Key}'.", cause);
        }

        error.AddLocation(field.Ast, plan.Document);
        error.Path = parent.PathOf(slot, aliased: true);
        Errors.Add(error);
        parent.Slots[slot] = null;
    }
}

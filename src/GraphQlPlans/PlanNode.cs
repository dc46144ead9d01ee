namespace GraphQlPlans;

/// <summary>
/// A value of the answer that has others in it. In a slot stands a node, a serialized value, or null.
/// </summary>
/// <param name="field">The field that gave it; null at the root.</param>
/// <param name="parent">The node it stands in; null likewise.</param>
/// <param name="place">Its slot there.</param>
/// <param name="count">How many slots it has.</param>
internal abstract class PlanNode(PlannedField? field, PlanNode? parent, int place, int count)
{
    public PlannedField? Field { get; } = field;

    public PlanNode? Parent { get; } = parent;

    /// <summary>The values in it, in the order of the answer.</summary>
    public object?[] Slots { get; } = new object?[count];

    /// <summary>The path of a slot: names, or the names in the document, and numbers in lists.</summary>
    public List<object> PathOf(int slot, bool aliased)
    {
        var path = new List<object>();
        for (var (node, at) = (this, slot); node is not null; (at, node) = (node.Place, node.Parent)) path.Add(node.Step(at, aliased));
        path.Reverse();
        return path;
    }

    /// <summary>The path of this node, which is not the root.</summary>
    public List<object> PathHere(bool aliased) => Parent!.PathOf(Place, aliased);

    /// <summary>GraphQL's rule: where null may not stand, its parent becomes null. Gives whether this node remains.</summary>
    public bool PropagateNull()
    {
        for (var slot = 0; slot < Slots.Length; slot++)
        {
            if (Slots[slot] is PlanNode below && !below.PropagateNull()) Slots[slot] = null;
            if (Slots[slot] is null && TypeOf(slot).Required) return false;
        }

        return true;
    }

    private int Place { get; } = place;

    protected abstract PlannedType TypeOf(int slot);

    protected abstract object Step(int slot, bool aliased);
}

internal sealed class ObjectNode(PlannedObject plan, object? source, PlannedField? field, PlanNode? parent, int place)
    : PlanNode(field, parent, place, plan.Fields.Length)
{
    public PlannedObject Plan => plan;

    /// <summary>What its fields are resolved from.</summary>
    public object? Source => source;

    protected override PlannedType TypeOf(int slot) => plan.Fields[slot].Type;

    protected override object Step(int slot, bool aliased) => aliased ? plan.Fields[slot].Key : plan.Fields[slot].Definition.Name;
}

internal sealed class ListNode(PlannedType item, int count, PlannedField? field, PlanNode? parent, int place)
    : PlanNode(field, parent, place, count)
{
    protected override PlannedType TypeOf(int slot) => item;

    protected override object Step(int slot, bool aliased) => slot;
}

using System.Collections;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Web.Plans;

/// <summary>
/// Objects of which only constant fields are selected (<see cref="Relay.ConstantFields"/>), with their piece of the answer as JSON: the
/// twenty organisations of a page name the same few terms again and again. Kept per plan as long as the plan, and all let go together
/// when they take too much memory, so that nobody fills it with documents of their own making.
/// </summary>
internal static class ConstantObjects
{
    private const long MostBytes = 16_000_000;
    private const int BytesOfANode = 300;

    private static ConditionalWeakTable<PlannedObject, ConcurrentDictionary<object, ObjectNode>> kept = [];
    private static long bytes;

    /// <summary>What is kept for this selection.</summary>
    public static ConcurrentDictionary<object, ObjectNode> Of(PlannedObject planned) =>
        kept.GetValue(planned, _ => new ConcurrentDictionary<object, ObjectNode>(ReferenceEqualityComparer.Instance));

    /// <summary>
    /// Makes one and keeps it; null when it has to be run like any other: something failed, and only a run can say where.
    /// </summary>
    public static ObjectNode? Make(PlanRun run, PlannedObject planned, object value, ConcurrentDictionary<object, ObjectNode> known)
    {
        try
        {
            var node = Object(run, planned, value);
            node.Json = ResponseWriter.Serialize(node);
            if (Interlocked.Add(ref bytes, node.Json.Length + BytesOfANode) > MostBytes)
            {
                kept = [];
                bytes = 0;
            }
            else known[value] = node;
            return node;
        }
        catch (Exception)
        {
            return null; // resolvers throw what they like
        }
    }

    // Without parents: it belongs to no answer.
    private static ObjectNode Object(PlanRun run, PlannedObject planned, object value)
    {
        var node = new ObjectNode(planned, value, null, null, 0);
        for (var slot = 0; slot < node.Slots.Length; slot++)
        {
            var resolving = planned.Fields[slot].Resolver.ResolveAsync(new PlanContext(run).At(node, slot));
            node.Slots[slot] = resolving.IsCompletedSuccessfully
                ? Value(run, planned.Fields[slot].Type, resolving.Result)
                : throw NotConstant();
        }

        return node;
    }

    private static object? Value(PlanRun run, PlannedType type, object? value)
    {
        if (type.Scalar is not null) value = type.Serialize(value);
        if (value is null) return type.Required ? throw NotConstant() : null;
        if (type.Scalar is not null) return value;
        if (type.Item is not { } item) return Object(run, type.Object!, value);
        var entries = ((IEnumerable)value).Cast<object?>().ToList();
        var list = new ListNode(item, entries.Count, null, null, 0);
        for (var place = 0; place < entries.Count; place++) list.Slots[place] = Value(run, item, entries[place]);
        return list;
    }

    private static InvalidOperationException NotConstant() => new("Not as constant as it was said to be.");
}

using System.Collections.Concurrent;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser.AST;

namespace GraphQlPlans;

/// <summary>What an operation costs, by its fields' coerced arguments and by what @skip and @include leave out.</summary>
public delegate long Costing(Func<GraphQLField, IDictionary<string, ArgumentValue>?> arguments, Func<ASTNode, bool> isLeftOut);

/// <summary>An operation of a prepared document with its plans, one for each way in which @skip and @include may decide.</summary>
public sealed class PlannedOperation
{
    /// <summary>Conditions that are decided in more ways than that are left to GraphQL.NET: each plan takes some memory.</summary>
    private const int MostPlans = 4;

    private readonly ISchema _schema;
    private readonly GraphQLDocument _document;
    private readonly GraphQLOperationDefinition _operation;
    private readonly Costing _cost;
    private readonly long _most;
    private readonly string? _otherwise;
    private readonly Conditions _conditions;
    private readonly VariableValues? _variables;
    private readonly ConcurrentDictionary<string, Plan?> _plans = new(StringComparer.Ordinal);

    /// <param name="schema">The schema that the document was validated against.</param>
    /// <param name="document">A valid document.</param>
    /// <param name="operation">A query in it.</param>
    /// <param name="cost">Reckons what the operation costs.</param>
    /// <param name="most">What it may cost; dearer ones are left to GraphQL.NET, which refuses them.</param>
    /// <param name="otherwise">What the user context of its requests says under <see cref="SourceFields.Otherwise"/>.</param>
    public PlannedOperation(
        ISchema schema,
        GraphQLDocument document,
        GraphQLOperationDefinition operation,
        Costing cost,
        long most,
        string? otherwise = null
    )
    {
        (_schema, _document, _operation, _cost, _most, _otherwise) = (schema, document, operation, cost, most, otherwise);
        _conditions = new Conditions(document, operation);
        try
        {
            _variables = new VariableValues(schema, operation);
        }
        catch (ExecutionError)
        {
            // A wrong default: GraphQL.NET says so.
        }
    }

    /// <summary>Null when GraphQL.NET should answer: wrong values, too high a cost, introspection.</summary>
    public ReadyPlan? Prepare(Inputs given)
    {
        if (_variables?.Coerce(given) is not { } variables || _conditions.Decide(variables) is not { } decided) return null;
        if (!_plans.TryGetValue(decided, out var plan))
        {
            if (_plans.Count >= MostPlans) return null;
            plan = _plans.GetOrAdd(decided, Make);
        }

        if (plan is null) return null;
        try
        {
            var values = plan.Arguments.With(variables);
            var cost = plan.Cost >= 0 ? plan.Cost : _cost(values.Of, plan.IsLeftOut);
            if (!plan.Arguments.SizesVary) plan.Cost = cost;
            return cost <= _most ? new ReadyPlan(_schema, plan, values, cost) : null;
        }
        catch (ExecutionError)
        {
            return null;
        }
    }

    private Plan? Make(string decided)
    {
        var arguments = new PlanArguments(_document);
        bool IsLeftOut(ASTNode selection) => _conditions.LeaveOut(selection, decided);
        try
        {
            var root = new PlanBuilder(_schema, _document, IsLeftOut, arguments, _otherwise).Build(_schema.Query, _operation.SelectionSet);
            return root is null ? null : new Plan(_document, _operation, root, arguments, IsLeftOut);
        }
        catch (ExecutionError)
        {
            return null;
        }
    }
}
